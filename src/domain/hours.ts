/** A stretch of opening hours on some days of the week, in minutes since midnight in Shanghai. */
export interface OpeningSpan {
  /** Days of the week: 1 Monday … 7 Sunday. */
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Days on which nobody is there, first and last included, as `2026-10-01`. */
export interface Holiday {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** A day that is worked though its weekday or a holiday says otherwise. */
export interface Workday {
  readonly date: string;
  /** Day of the week whose hours hold: 1 Monday … 7 Sunday. */
  readonly like: number;
}

/** When people answer; without weekly hours nothing is known. */
export interface OpeningHours {
  readonly weekly: readonly OpeningSpan[];
  readonly holidays: readonly Holiday[];
  readonly workdays: readonly Workday[];
}
