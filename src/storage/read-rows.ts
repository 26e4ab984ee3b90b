/** Hears of a stored row that this release cannot read, by its id. */
export type Unreadable = (id: string, error: unknown) => void;

/**
 * Reads many rows, leaving out those that cannot be read: one damaged row, or one of a newer release after a downgrade,
 * must not freeze everybody's launches. Asked for by its id, such a row still throws.
 */
export function createRowReader(unreadable: Unreadable) {
  return <Row, Read>(
    rows: readonly Row[],
    idOf: (row: Row) => string,
    read: (row: Row) => Read,
  ): readonly Read[] =>
    rows.flatMap((row) => {
      try {
        return [read(row)];
      } catch (error) {
        unreadable(idOf(row), error);
        return [];
      }
    });
}

export type RowReader = ReturnType<typeof createRowReader>;
