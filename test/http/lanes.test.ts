import { describe, expect, it } from "vitest";
import { pickLane, type Lane } from "../../src/http/lanes.ts";

const lane = (part: Partial<Omit<Lane, "client">> & { connected?: boolean } = {}): Lane => ({
  client: { stats: { connected: part.connected ?? true } },
  load: part.load ?? 0,
  answered: part.answered ?? 0,
});
const open = null;

describe("a launch", () => {
  it("takes the warm connection that answered last", () => {
    const [older, youngest, busy] = [
      lane({ answered: 1 }),
      lane({ answered: 2 }),
      lane({ answered: 3, load: 1 }),
    ];

    expect(pickLane([older, youngest, busy], "POST", 8)).toBe(youngest);
  });

  it("takes the last warm one, and opens another only when none is free", () => {
    const warm = lane();

    expect(pickLane([warm], "POST", 8)).toBe(warm);
    expect(pickLane([lane({ load: 1 })], "POST", 8)).toBe(open);
    expect(pickLane([], "POST", 8)).toBe(open);
  });
});

describe("a ping", () => {
  it("takes the warm connection that was idle longest, so that all are kept warm in turn", () => {
    const [older, youngest] = [lane({ answered: 1 }), lane({ answered: 2 })];

    expect(pickLane([youngest, older], "GET", 8)).toBe(older);
  });

  it("never takes the last warm one while another can be opened", () => {
    const closed = lane({ connected: false });

    expect(pickLane([lane()], "GET", 8)).toBe(open);
    expect(pickLane([lane(), closed], "GET", 2)).toBe(closed);
  });
});

it("uses a closed connection again rather than opening one more", () => {
  const closed = lane({ connected: false });

  expect(pickLane([lane({ load: 1 }), closed], "POST", 8)).toBe(closed);
});

it("waits where the fewest wait when no more may be opened", () => {
  const [long, short] = [lane({ load: 3 }), lane({ load: 1 })];

  expect(pickLane([long, short], "POST", 2)).toBe(short);
  expect(pickLane([long, short], "GET", 2)).toBe(short);
});
