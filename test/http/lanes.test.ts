import { describe, expect, it } from "vitest";
import { pickLane, type LaneState } from "../../src/http/lanes.ts";

const lane = (part: Partial<LaneState> = {}): LaneState => ({
  isOpen: true,
  isOpening: false,
  load: 0,
  isPinging: false,
  freshness: 0,
  ...part,
});
const open = null;

describe("a launch", () => {
  it("takes the warm connection that answered last", () => {
    const [older, youngest, busy] = [
      lane({ freshness: 1 }),
      lane({ freshness: 2 }),
      lane({ freshness: 3, load: 1 }),
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

describe("a launch that finds no free connection", () => {
  const busy = lane({ load: 1 });

  it("waits for the end of a ping rather than open a cold one", () => {
    const pinged = lane({ load: 1, isPinging: true });

    expect(pickLane([busy, pinged], "POST", 8)).toBe(pinged);
  });

  it("takes the one that is just being opened", () => {
    const opening = lane({ isOpen: false, isOpening: true });

    expect(pickLane([busy, opening], "POST", 8)).toBe(opening);
  });

  it("does not line up behind another launch that waits for the same ping", () => {
    expect(pickLane([lane({ load: 2, isPinging: true })], "POST", 8)).toBe(open);
  });
});

describe("a poll", () => {
  it("takes the warm connection that was idle longest, so that it takes none from a launch", () => {
    const [older, youngest] = [lane({ freshness: 1 }), lane({ freshness: 2 })];

    expect(pickLane([youngest, older], "GET", 8)).toBe(older);
  });

  it("never takes the last warm one while another can be opened", () => {
    const closed = lane({ isOpen: false });

    expect(pickLane([lane()], "GET", 8)).toBe(open);
    expect(pickLane([lane(), closed], "GET", 2)).toBe(closed);
  });
});

it("uses a closed connection again rather than opening one more", () => {
  const closed = lane({ isOpen: false });

  expect(pickLane([lane({ load: 1 }), closed], "POST", 8)).toBe(closed);
});

it("waits where the fewest wait when no more may be opened", () => {
  const [long, short] = [lane({ load: 3 }), lane({ load: 1 })];

  expect(pickLane([long, short], "POST", 2)).toBe(short);
  expect(pickLane([long, short], "GET", 2)).toBe(short);
});
