CREATE TABLE `inline_offers` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` integer NOT NULL,
	`line` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `inline_offers_by_age` ON `inline_offers` (`at`);--> statement-breakpoint
CREATE INDEX `inline_offers_by_owner` ON `inline_offers` (`owner_id`);--> statement-breakpoint
ALTER TABLE `drafts` ADD `card_inline_id` text;--> statement-breakpoint
ALTER TABLE `notices` ADD `inline_id` text;