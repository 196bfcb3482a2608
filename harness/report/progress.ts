import path from 'node:path';
import type { TestCase } from '@playwright/test/reporter';
import type { Handed } from '../model/record.ts';
import type { OutputForm } from '../settings.ts';
import { checkDetails, checkLine, statusLine, type UnderWay } from './console-live.ts';
import { say } from './say.ts';

const CLEAR = '\r\u001b[K';

/** A line can be written over there. */
const isTerminal = (): boolean => process.stdout.isTTY && process.env.TERM !== 'dumb';

/** Tells on the console how a run goes: a line for each check that ends and, on a terminal, what is under way. */
export class Progress {
  readonly #form: OutputForm;
  readonly #underWay = new Map<string, UnderWay>();
  #total = 0;
  #done = 0;
  #several = false;

  constructor(form: OutputForm) {
    this.#form = form;
  }

  begin(targets: readonly string[], total: number): void {
    this.#total = total;
    this.#several = targets.length > 1;
    if (this.#form !== 'quiet') say(`sessionspec judges ${targets.join(', ')}: ${total} checks\n`);
  }

  started(test: TestCase): void {
    const [code = ''] = test.title.split(' ');
    this.#underWay.set(test.id, { code, chapter: path.basename(path.dirname(test.location.file)) });
    this.#showStatus();
  }

  ended(test: TestCase, { check, target }: Handed): void {
    this.#done += 1;
    this.#underWay.delete(test.id);
    if (this.#form === 'quiet') return;
    this.clear();
    const line = checkLine(check, { done: this.#done, total: this.#total, target: this.#several ? target.name : null });
    say(`${line}\n${this.#form === 'verbose' ? `${checkDetails(check)}\n` : ''}`);
    this.#showStatus();
  }

  /** Takes the line of what is under way off the terminal. */
  clear(): void {
    if (isTerminal() && this.#form !== 'quiet') say(CLEAR);
  }

  #showStatus(): void {
    if (!isTerminal() || this.#form === 'quiet' || this.#underWay.size === 0) return;
    const columns = process.stdout.columns || 80;
    const status = statusLine([...this.#underWay.values()], { done: this.#done, total: this.#total, columns });
    say(`${CLEAR}${status}`);
  }
}
