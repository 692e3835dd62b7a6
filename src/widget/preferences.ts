import { keep, recall } from './client/keep';

interface Kept {
  readonly theme: 'auto' | 'light' | 'dark';
  readonly care: boolean;
}

const KEY = 'shebao-desk-look';

/** How this user wants the page to look; kept in the browser and shown by weui's attributes on the body. */
export class Preferences {
  private kept: Kept = { theme: 'auto', care: false, ...(recall('localStorage', KEY) as Partial<Kept> | null) };

  constructor() {
    this.apply();
  }

  /** Large text, strong contrast, large targets. */
  get care(): boolean {
    return this.kept.care;
  }

  /** Whether the dark theme shows, by choice or by the system's setting. */
  get dark(): boolean {
    return this.kept.theme === 'auto' ? systemIsDark() : this.kept.theme === 'dark';
  }

  /** Turns the care mode on or off. */
  toggleCare(): void {
    this.change({ ...this.kept, care: !this.care });
  }

  /** Changes between the light and the dark theme; back at the system's own, it follows the system again. */
  toggleDark(): void {
    const dark = !this.dark;
    this.change({ ...this.kept, theme: dark === systemIsDark() ? 'auto' : dark ? 'dark' : 'light' });
  }

  private change(kept: Kept): void {
    this.kept = kept;
    keep('localStorage', KEY, kept);
    this.apply();
  }

  private apply(): void {
    const { dataset } = document.body;
    if (this.kept.theme === 'auto') delete dataset['weuiTheme'];
    else dataset['weuiTheme'] = this.kept.theme;
    if (this.care) dataset['weuiMode'] = 'care';
    else delete dataset['weuiMode'];
  }
}

function systemIsDark(): boolean {
  return matchMedia('(prefers-color-scheme: dark)').matches;
}
