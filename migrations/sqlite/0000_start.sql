CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` integer NOT NULL,
	`content` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`card_chat_id` integer,
	`card_message_id` integer,
	`card_has_picture` integer NOT NULL,
	`repeats` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "drafts_state" CHECK("drafts"."state" in ('open', 'launched', 'cancelled', 'expired')),
	CONSTRAINT "drafts_version" CHECK("drafts"."version" >= 1),
	CONSTRAINT "drafts_card" CHECK(("drafts"."card_chat_id" is null) = ("drafts"."card_message_id" is null)),
	CONSTRAINT "drafts_picture" CHECK("drafts"."card_has_picture" in (0, 1))
);
--> statement-breakpoint
CREATE INDEX `drafts_open` ON `drafts` (`updated_at`) WHERE "drafts"."state" = 'open';--> statement-breakpoint
CREATE INDEX `drafts_open_by_owner` ON `drafts` (`owner_id`,"updated_at" desc) WHERE "drafts"."state" = 'open';--> statement-breakpoint
CREATE INDEX `drafts_by_card_chat` ON `drafts` (`card_chat_id`) WHERE "drafts"."card_chat_id" is not null;--> statement-breakpoint
CREATE TABLE `launch_history` (
	`launch_id` text NOT NULL,
	`version` integer NOT NULL,
	`status` text NOT NULL,
	`at` integer NOT NULL,
	`reason` text,
	PRIMARY KEY(`launch_id`, `version`),
	FOREIGN KEY (`launch_id`) REFERENCES `launches`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "launch_history_status" CHECK("launch_history"."status" in ('queued', 'sending', 'accepted', 'live', 'failed', 'unclear', 'cancelled', 'expired')),
	CONSTRAINT "launch_history_version" CHECK("launch_history"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE `launches` (
	`id` text PRIMARY KEY NOT NULL,
	`draft_id` text NOT NULL,
	`owner_id` integer NOT NULL,
	`provider` text NOT NULL,
	`target` text NOT NULL,
	`ticker` text NOT NULL,
	`request` text NOT NULL,
	`status` text NOT NULL,
	`version` integer NOT NULL,
	`confirmed_at` integer NOT NULL,
	`due_at` integer,
	`attempt` text,
	`region` text,
	`sent_at` integer,
	`answered_at` integer,
	`next_at` integer,
	`tries` integer NOT NULL,
	`event_id` text,
	`accepted_at` integer,
	`needs_sign_in` integer NOT NULL,
	`mint` text,
	`pool` text,
	`listing_url` text,
	`reason` text,
	`resolved_by` text,
	`ended_at` integer,
	CONSTRAINT "launches_status" CHECK("launches"."status" in ('queued', 'sending', 'accepted', 'live', 'failed', 'unclear', 'cancelled', 'expired')),
	CONSTRAINT "launches_counts" CHECK("launches"."version" >= 1 and "launches"."tries" >= 0),
	CONSTRAINT "launches_sign_in" CHECK("launches"."needs_sign_in" in (0, 1)),
	CONSTRAINT "launches_resolved_by" CHECK("launches"."resolved_by" in ('provider', 'owner')),
	CONSTRAINT "launches_open" CHECK("launches"."status" not in ('queued', 'sending', 'accepted', 'unclear') or "launches"."next_at" is not null),
	CONSTRAINT "launches_attempted" CHECK("launches"."status" not in ('sending', 'accepted', 'unclear') or ("launches"."attempt" is not null and "launches"."sent_at" is not null)),
	CONSTRAINT "launches_accepted" CHECK("launches"."status" <> 'accepted' or ("launches"."event_id" is not null and "launches"."accepted_at" is not null)),
	CONSTRAINT "launches_live" CHECK("launches"."status" <> 'live' or coalesce("launches"."mint", "launches"."listing_url", "launches"."pool", "launches"."event_id") is not null),
	CONSTRAINT "launches_failed" CHECK("launches"."status" <> 'failed' or "launches"."reason" is not null),
	CONSTRAINT "launches_ended" CHECK(("launches"."status" in ('live', 'failed', 'cancelled', 'expired')) = ("launches"."ended_at" is not null)),
	CONSTRAINT "launches_at_rest" CHECK("launches"."next_at" is null or not ("launches"."status" in ('failed', 'cancelled', 'expired') or ("launches"."status" = 'live' and "launches"."mint" is not null)))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `launches_of_draft` ON `launches` (`draft_id`);--> statement-breakpoint
CREATE INDEX `launches_by_owner` ON `launches` (`owner_id`,"confirmed_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `launches_by_ticker` ON `launches` (`owner_id`,`ticker`,`target`,"confirmed_at" desc);--> statement-breakpoint
CREATE INDEX `launches_minted` ON `launches` (`owner_id`,`provider`,`mint`) WHERE "launches"."mint" is not null;--> statement-breakpoint
CREATE INDEX `launches_due` ON `launches` (`next_at`) WHERE "launches"."next_at" is not null;--> statement-breakpoint
CREATE INDEX `launches_sending` ON `launches` (`id`) WHERE "launches"."status" = 'sending';--> statement-breakpoint
CREATE TABLE `notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`launch_id` text NOT NULL,
	`kind` text NOT NULL,
	`chat_id` integer NOT NULL,
	`message_id` integer,
	`has_picture` integer NOT NULL,
	`want_version` integer NOT NULL,
	`have_version` integer NOT NULL,
	`next_at` integer,
	`tries` integer NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`launch_id`) REFERENCES `launches`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "notices_kind" CHECK("notices"."kind" in ('card', 'final')),
	CONSTRAINT "notices_state" CHECK("notices"."state" in ('live', 'parked', 'dead')),
	CONSTRAINT "notices_versions" CHECK("notices"."have_version" between 0 and "notices"."want_version"),
	CONSTRAINT "notices_picture" CHECK("notices"."has_picture" in (0, 1)),
	CONSTRAINT "notices_tries" CHECK("notices"."tries" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_of_launch` ON `notices` (`launch_id`,`kind`);--> statement-breakpoint
CREATE INDEX `notices_due` ON `notices` (`next_at`) WHERE "notices"."state" = 'live' and "notices"."next_at" is not null;--> statement-breakpoint
CREATE INDEX `notices_by_chat` ON `notices` (`chat_id`);--> statement-breakpoint
CREATE INDEX `notices_parked` ON `notices` (`launch_id`) WHERE "notices"."state" = 'parked';--> statement-breakpoint
CREATE TABLE `credential_uses` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`owner_id` integer NOT NULL,
	`provider` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`launch_id` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `credential_uses_by_owner` ON `credential_uses` (`owner_id`,"at" desc,"id" desc);--> statement-breakpoint
CREATE TABLE `credentials` (
	`owner_id` integer NOT NULL,
	`provider` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`fingerprint` text NOT NULL,
	`address` text,
	`expires_at` integer,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`refused_at` integer,
	`box` blob NOT NULL,
	PRIMARY KEY(`owner_id`, `provider`, `kind`),
	CONSTRAINT "credentials_version" CHECK("credentials"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE `data_keys` (
	`owner_id` integer PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`box` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `vault_canaries` (
	`key_id` text PRIMARY KEY NOT NULL,
	`box` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `conversations` (
	`key` text PRIMARY KEY NOT NULL,
	`box` blob NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `conversations_by_age` ON `conversations` (`at`);--> statement-breakpoint
CREATE TABLE `handled_updates` (
	`update_id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `handled_updates_by_age` ON `handled_updates` (`at`);--> statement-breakpoint
CREATE TABLE `images` (
	`hash` text PRIMARY KEY NOT NULL,
	`mime` text NOT NULL,
	`bytes` blob NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "images_hash" CHECK(length("images"."hash") = 64),
	CONSTRAINT "images_size" CHECK("images"."width" > 0 and "images"."height" > 0)
);
--> statement-breakpoint
CREATE TABLE `pending_intakes` (
	`user_id` integer PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`kind` text NOT NULL,
	`expires_at` integer NOT NULL,
	`prompt_message_id` integer
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` integer PRIMARY KEY NOT NULL,
	`region` text,
	`first_seen_at` integer NOT NULL
);
