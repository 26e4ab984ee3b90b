ALTER TABLE `launches` ADD `tapped_at` integer;--> statement-breakpoint
ALTER TABLE `launches` ADD `tap_to_sent_ms` real;--> statement-breakpoint
ALTER TABLE `launches` ADD `sent_to_answer_ms` real;--> statement-breakpoint
ALTER TABLE `launches` ADD `round_trip_ms` real;