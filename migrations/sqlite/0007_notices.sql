PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`launch_id` text NOT NULL,
	`kind` text NOT NULL,
	`chat_id` integer NOT NULL,
	`message_id` integer,
	`has_picture` integer NOT NULL,
	`inline_id` text,
	`want_version` integer NOT NULL,
	`have_version` integer NOT NULL,
	`next_at` integer,
	`tries` integer NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`launch_id`) REFERENCES `launches`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "notices_kind" CHECK("__new_notices"."kind" in ('card', 'final', 'told', 'announcement', 'follow', 'reminder')),
	CONSTRAINT "notices_state" CHECK("__new_notices"."state" in ('live', 'parked', 'dead')),
	CONSTRAINT "notices_versions" CHECK("__new_notices"."have_version" between 0 and "__new_notices"."want_version"),
	CONSTRAINT "notices_picture" CHECK("__new_notices"."has_picture" in (0, 1)),
	CONSTRAINT "notices_tries" CHECK("__new_notices"."tries" >= 0)
);
--> statement-breakpoint
INSERT INTO `__new_notices`("id", "launch_id", "kind", "chat_id", "message_id", "has_picture", "inline_id", "want_version", "have_version", "next_at", "tries", "state") SELECT "id", "launch_id", "kind", "chat_id", "message_id", "has_picture", "inline_id", "want_version", "have_version", "next_at", "tries", "state" FROM `notices`;--> statement-breakpoint
DROP TABLE `notices`;--> statement-breakpoint
ALTER TABLE `__new_notices` RENAME TO `notices`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `notices_by_launch` ON `notices` (`launch_id`,`kind`);--> statement-breakpoint
CREATE UNIQUE INDEX `notices_of_launch` ON `notices` (`launch_id`,`kind`) WHERE "notices"."kind" <> 'follow';--> statement-breakpoint
CREATE UNIQUE INDEX `notices_of_follower` ON `notices` (`chat_id`,`launch_id`) WHERE "notices"."kind" = 'follow';--> statement-breakpoint
CREATE INDEX `notices_due` ON `notices` (`next_at`) WHERE "notices"."state" = 'live' and "notices"."next_at" is not null;--> statement-breakpoint
CREATE INDEX `notices_by_chat` ON `notices` (`chat_id`);--> statement-breakpoint
CREATE INDEX `notices_parked` ON `notices` (`chat_id`) WHERE "notices"."state" = 'parked';--> statement-breakpoint
ALTER TABLE `groups` ADD `announces` integer DEFAULT 0 NOT NULL;