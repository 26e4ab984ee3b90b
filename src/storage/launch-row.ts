import { z } from "zod";
import { REASON_CODES, type Reason } from "../domain/errors.ts";
import { launchRequestSchema, type Launch } from "../domain/launch.ts";
import type { Problem } from "../domain/problem.ts";
import { readJson } from "./stored-json.ts";
import type { tables } from "./tables.ts";

export type LaunchRow = typeof tables.launches.$inferSelect;

/** A problem is our own data, written by this program only: its code is checked and the rest is taken as it is. */
const withCode = z.looseObject({ code: z.string() });
const problemSchema = z.custom<Problem>((value) => withCode.safeParse(value).success);

const reasonSchema = z.strictObject({
  code: z.enum(REASON_CODES),
  said: z.string().nullable(),
  lastStatus: z.string().exactOptional(),
  fields: z.array(z.strictObject({ field: z.string(), said: z.string() })).exactOptional(),
  resetAt: z.number().exactOptional(),
  helpUrl: z.string().exactOptional(),
  problem: problemSchema.exactOptional(),
});

export function readLaunch(row: LaunchRow): Launch {
  return {
    id: row.id,
    draftId: row.draftId,
    ownerId: row.ownerId,
    groupId: row.groupId,
    provider: row.provider,
    request: readJson(launchRequestSchema, row.request, "launch request"),
    status: row.status,
    version: row.version,
    confirmedAt: row.confirmedAt,
    dueAt: row.dueAt,
    attempt: row.attempt,
    region: row.region,
    sentAt: row.sentAt,
    answeredAt: row.answeredAt,
    tappedAt: row.tappedAt,
    tapToSentMs: row.tapToSentMs,
    sentToAnswerMs: row.sentToAnswerMs,
    roundTripMs: row.roundTripMs,
    nextAt: row.nextAt,
    tries: row.tries,
    eventId: row.eventId,
    acceptedAt: row.acceptedAt,
    needsSignIn: row.needsSignIn === 1,
    mint: row.mint,
    pool: row.pool,
    listingUrl: row.listingUrl,
    reason: row.reason === null ? null : readReason(row.reason),
    resolvedBy: row.resolvedBy,
    endedAt: row.endedAt,
  };
}

export function launchRow(launch: Launch): LaunchRow {
  const { request, reason, needsSignIn, ...rest } = launch;
  return {
    ...rest,
    target: request.target,
    ticker: request.ticker,
    request: JSON.stringify({ ...request, buy: request.buy?.toString() ?? null }),
    needsSignIn: needsSignIn ? 1 : 0,
    reason: reason && JSON.stringify(reason),
  };
}

function readReason(text: string): Reason {
  return readJson(reasonSchema, text, "reason");
}
