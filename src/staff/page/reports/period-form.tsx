import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Notice } from '../view/parts';
import { isPeriod, type Period, periodOf, type Preset } from './period';
import { reportTexts as texts } from './texts';

const PRESETS = Object.keys(texts.presets) as Preset[];

/** Chooses the days of the report. */
export function PeriodForm({ period, onChoose }: { readonly period: Period; readonly onChoose: (period: Period) => void }): JSX.Element {
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    setFrom(period.from);
    setTo(period.to);
    setWrong(false);
  }, [period.from, period.to]);
  const date = (label: string, value: string, set: (value: string) => void): JSX.Element => (
    <label>
      <span>{label}</span>
      <input
        class="input"
        type="date"
        required
        value={value}
        onInput={(event) => {
          set(event.currentTarget.value);
        }}
      />
    </label>
  );
  return (
    <form
      class="period no-print"
      aria-label={texts.period}
      onSubmit={(event) => {
        event.preventDefault();
        setWrong(!isPeriod({ from, to }));
        if (isPeriod({ from, to })) onChoose({ from, to });
      }}
    >
      <div class="presets">
        {PRESETS.map((preset) => {
          const days = periodOf(preset, Date.now());
          return (
            <button
              key={preset}
              type="button"
              class="button"
              aria-pressed={days.from === period.from && days.to === period.to}
              onClick={() => {
                onChoose(days);
              }}
            >
              {texts.presets[preset]}
            </button>
          );
        })}
      </div>
      <div class="dates">
        {date(texts.from, from, setFrom)}
        {date(texts.to, to, setTo)}
        <button type="submit" class="button">
          {texts.show}
        </button>
      </div>
      {wrong && <Notice kind="error">{texts.wrongPeriod}</Notice>}
    </form>
  );
}
