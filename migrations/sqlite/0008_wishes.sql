CREATE TABLE `notice_wishes` (
	`user_id` integer PRIMARY KEY NOT NULL,
	`told` integer NOT NULL,
	`follow` integer NOT NULL,
	`digest` integer NOT NULL,
	`digest_hour` integer,
	`quiet_from` integer,
	`quiet_until` integer,
	`clock_ahead` integer,
	CONSTRAINT "notice_wishes_quiet" CHECK(("notice_wishes"."quiet_from" is null) = ("notice_wishes"."quiet_until" is null)),
	CONSTRAINT "notice_wishes_hours" CHECK("notice_wishes"."quiet_from" is null or "notice_wishes"."quiet_from" <> "notice_wishes"."quiet_until")
);
