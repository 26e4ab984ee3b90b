ALTER TABLE `drafts` ADD `topic_id` integer;--> statement-breakpoint
ALTER TABLE `notices` ADD `topic_id` integer;