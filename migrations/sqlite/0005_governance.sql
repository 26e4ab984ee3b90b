CREATE TABLE `group_caps` (
	`group_id` integer NOT NULL,
	`unit` text NOT NULL,
	`per_launch` text NOT NULL,
	`per_day` text NOT NULL,
	PRIMARY KEY(`group_id`, `unit`)
);
--> statement-breakpoint
CREATE TABLE `group_listed` (
	`group_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`group_id`, `user_id`)
);
--> statement-breakpoint
CREATE TABLE `groups` (
	`id` integer PRIMARY KEY NOT NULL,
	`launchers` text NOT NULL,
	`approvers` text NOT NULL,
	`approvals` integer NOT NULL,
	`deadline_ms` integer NOT NULL,
	`cooldown_ms` integer NOT NULL,
	CONSTRAINT "groups_launchers" CHECK("groups"."launchers" in ('admins', 'listed', 'everybody')),
	CONSTRAINT "groups_approvers" CHECK("groups"."approvers" in ('admins', 'listed', 'everybody')),
	CONSTRAINT "groups_counts" CHECK(min("groups"."approvals", "groups"."deadline_ms", "groups"."cooldown_ms") >= 0)
);
--> statement-breakpoint
CREATE TABLE `votes` (
	`draft_id` text NOT NULL,
	`version` integer NOT NULL,
	`user_id` integer NOT NULL,
	`name` text NOT NULL,
	`word` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`draft_id`, `version`, `user_id`),
	CONSTRAINT "votes_word" CHECK("votes"."word" in ('approve', 'object'))
);
--> statement-breakpoint
ALTER TABLE `drafts` ADD `group_id` integer;--> statement-breakpoint
CREATE INDEX `drafts_by_group` ON `drafts` (`group_id`) WHERE "drafts"."group_id" is not null;--> statement-breakpoint
ALTER TABLE `launches` ADD `group_id` integer;--> statement-breakpoint
CREATE INDEX `launches_by_group` ON `launches` (`group_id`,"confirmed_at" desc) WHERE "launches"."group_id" is not null;