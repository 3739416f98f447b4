/** A figure of a run that a person wants to see; `began` by the clock of `performance.now`. */
export function say(line: string, began: number): void {
  process.stderr.write(`${line}; ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
}
