CREATE TABLE `admissions` (
	`user_id` integer PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`by` integer NOT NULL,
	`invite` text,
	`at` integer NOT NULL,
	CONSTRAINT "admissions_state" CHECK("admissions"."state" in ('allowed', 'denied'))
);
--> statement-breakpoint
CREATE TABLE `intake_links` (
	`hash` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`provider` text NOT NULL,
	`kind` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE TABLE `invites` (
	`code` text PRIMARY KEY NOT NULL,
	`by` integer NOT NULL,
	`uses` integer NOT NULL,
	`used` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	CONSTRAINT "invites_used" CHECK("invites"."used" between 0 and "invites"."uses")
);
--> statement-breakpoint
CREATE TABLE `limits` (
	`user_id` integer NOT NULL,
	`unit` text NOT NULL,
	`per_launch` text NOT NULL,
	`per_day` text NOT NULL,
	`next_per_launch` text,
	`next_per_day` text,
	`raises_at` integer,
	PRIMARY KEY(`user_id`, `unit`),
	CONSTRAINT "limits_raise" CHECK(("limits"."raises_at" is null) = ("limits"."next_per_launch" is null) and ("limits"."raises_at" is null) = ("limits"."next_per_day" is null))
);
--> statement-breakpoint
CREATE TABLE `pauses` (
	`user_id` integer PRIMARY KEY NOT NULL,
	`by` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `images` ADD `hosted_url` text;--> statement-breakpoint
CREATE INDEX `images_by_age` ON `images` (`created_at`);