/** What the campaign tells a program's preload. The first one lets the program start. */
export interface Orders {
  /** Dies at this point, counted from 1 and from now; null: goes on living. */
  readonly dieAt: number | null;
}
