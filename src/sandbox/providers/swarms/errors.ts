import type { z } from "zod";
import { json, type Reply } from "../reply.ts";
import { inSol, LAUNCH_LAMPORTS } from "./marketplace.ts";

/** The provider's error bodies, as its pages show them. Where a text is not documented, it is ours. */
export function apiError(status: number, error: string, message: string, more: object = {}): Reply {
  return json(status, { error, message, ...more, status_code: status });
}

export function authError(): Reply {
  const message = "Invalid or missing API key. Please check your API key and try again.";
  const more = { how_to_get_key: "https://swarms.world/platform/api-keys" };
  return apiError(401, "Authentication failed", message, more);
}

export function validationError(error: z.ZodError): Reply {
  const { issues } = error;
  const fieldErrors: Record<string, string[]> = {};
  for (const { path, message } of issues.filter((issue) => issue.path.length > 0)) {
    (fieldErrors[path.join(".")] ??= []).push(message);
  }
  const formErrors = issues.filter(({ path }) => path.length === 0).map(({ message }) => message);
  return apiError(400, "Validation error", "Request validation failed", {
    details: { formErrors, fieldErrors },
  });
}

export function unreadable(contentType: string): Reply {
  return apiError(400, "Unsupported content type", `The body is no ${contentType}`);
}

export function invalidKey(more: object = {}): Reply {
  const message = "The private key must be 64 bytes as a JSON array, base64 or base58 text";
  return apiError(400, "Invalid private key", message, more);
}

export function insufficientSol(lamports: bigint, more: object = {}): Reply {
  return apiError(400, "Insufficient SOL balance", "The wallet holds less than a launch costs", {
    ...more,
    required_sol: inSol(LAUNCH_LAMPORTS),
    current_balance_sol: inSol(lamports),
  });
}

export function duplicateAgent(existingId: string): Reply {
  const message = "You have already published an agent with this name and code";
  return apiError(400, "Duplicate agent", message, { existingId });
}

export function tokenizationFailed(): Reply {
  return apiError(400, "Tokenization failed", "Failed to create token on Jupiter", {
    details: "The transaction was not confirmed",
  });
}

export function contentRefused(): Reply {
  return apiError(403, "Content validation failed", "The content looks untrustworthy", {
    trustworthiness: 0.2,
    contentQuality: 0.3,
  });
}

/** @param limit The user's launches for each UTC day, all of which count as used. */
export function dailyLimit(now: number, limit: number): Reply {
  const resetAt = new Date(now).setUTCHours(24, 0, 0, 0);
  const date = new Date(now).toISOString().slice(0, 10);
  return apiError(429, "Daily limit exceeded", "You have reached your daily limit", {
    currentUsage: { paidAgents: 0, paidPrompts: 0, freeContent: limit, date },
    limits: { paidAgents: limit, paidPrompts: limit, freeContent: limit },
    resetTime: new Date(resetAt).toISOString(),
  });
}

/** A plain error by its status, in the provider's shape. */
export function failure(status: number): Reply {
  if (status === 401) return authError();
  if (status === 400) {
    return apiError(400, "Validation error", "Request validation failed", {
      details: { formErrors: ["Bad request"], fieldErrors: {} },
    });
  }
  return apiError(status, "Internal server error", "An unexpected error occurred");
}
