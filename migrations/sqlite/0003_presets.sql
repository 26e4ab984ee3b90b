CREATE TABLE `presets` (
	`owner_id` integer NOT NULL,
	`name` text NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`owner_id`, `name`)
);
