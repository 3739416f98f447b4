/** A part of a file that can be read, or fail to be read, on its own. */
export interface Part {
  readonly text: string
  /** Lines of the file before it. */
  readonly line: number
  readonly json: boolean
}

const ENDS_IN_DIRECTIVES = /(?:^|\n)%[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*$/

/**
 * Cuts a file as kubectl does, at lines that are `---`, so that a broken document leaves the others alone. Text that begins with `{` may
 * also be JSON values one after the other.
 */
export function splitStream(text: string): Part[] {
  const cuts = [0]
  for (let index = text.indexOf('---'); index >= 0; index = text.indexOf('---', index + 3)) {
    if (index === 0 || !isSeparator(text, index)) continue
    const before = text.slice(cuts.at(-1), index)
    // %YAML and %TAG belong to the document that follows.
    if (!before.includes('%') || !ENDS_IN_DIRECTIVES.test(before)) cuts.push(index)
  }
  let line = 0
  return cuts.flatMap((from, n) => {
    const part = { text: text.slice(from, cuts[n + 1] ?? text.length), line, json: false }
    line += newlines(part.text)
    return jsonValues(part) ?? [part]
  })
}

/** Whether a line begins with the `---` at a position and says nothing else. A U+2028 before it begins no line. */
function isSeparator(text: string, index: number): boolean {
  const after = text[index + 3]
  return text[index - 1] === '\n' && (after === undefined || ' \t\r\n'.includes(after))
}

/** The values of a part that is nothing but JSON objects. */
function jsonValues(part: Part): Part[] | undefined {
  const text = part.text.replace(/^---[ \t]*(?:#[^\n]*)?\r?\n/, (separator) => ' '.repeat(separator.length - 1).concat('\n'))
  if (!/^\s*\{/.test(text)) return undefined
  const values: Part[] = []
  let from = 0
  let line = part.line
  for (const end of objectEnds(text)) {
    const value = { text: text.slice(from, end), line, json: true }
    if (!isJson(value.text)) return undefined
    values.push(value)
    line += newlines(value.text)
    from = end
  }
  return text.slice(from).trim() === '' ? values : undefined
}

function* objectEnds(text: string): Iterable<number> {
  let depth = 0
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}]/g)) {
    if (token === '{') depth += 1
    else if (token === '}') {
      depth -= 1
      if (depth === 0) yield index + 1
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function newlines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
