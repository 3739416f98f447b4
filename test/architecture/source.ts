import { parse } from 'es-module-lexer/js'

export interface ImportStatement {
  readonly specifier: string
  /** `type`: gone when types are stripped. `lazy`: an `import()` that runs. */
  readonly form: 'static' | 'lazy' | 'type'
}

/** Every import of a TypeScript source, those of types included. An `import()` of a computed name counts as the specifier `*`. */
export function importsOf(source: string): ImportStatement[] {
  const found: ImportStatement[] = []
  for (const record of parse(source)[0]) {
    if (record.type === 'import-meta') continue
    const type = record.type === 'dynamic' ? record.probablyTypeOnly : record.typeOnly
    found.push({ specifier: record.specifier ?? '*', form: type ? 'type' : record.type === 'dynamic' ? 'lazy' : 'static' })
  }
  // The lexer steps over type aliases and interfaces: an `import('./x.ts').X` in them is found by its text.
  for (const { index } of codeOnly(source).matchAll(/\bimport\(/g)) {
    const specifier = /^import\(\s*(['"])([^'"\n]+)\1/.exec(source.slice(index))?.[2]
    if (specifier !== undefined && !found.some((one) => one.specifier === specifier)) found.push({ specifier, form: 'type' })
  }
  return found
}

// A `/` after one of these begins a regular expression, after anything else it divides.
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};>+\n]|\breturn|\btypeof|\bcase)\s*$/

/** The source with the text of comments, strings and regular expressions blanked; every other character stays where it is. */
export function codeOnly(source: string): string {
  let out = ''
  let at = 0
  // Braces open inside each `${` of the template literals that surround this place.
  const templates: number[] = []
  const hide = (end: number, keep: boolean) => {
    const text = source.slice(at, end)
    out += keep ? text : text.replace(/[^\n]/g, ' ')
    at = end
  }
  while (at < source.length) {
    const here = source.slice(at, at + 2)
    const char = here[0] as string
    const depth = templates.at(-1)
    if (here === '//') hide(endOf(source, /\n/g, at), false)
    else if (here === '/*') hide(endOf(source, /\*\//g, at + 2, 2), false)
    else if (char === "'" || char === '"') hide(endOfQuoted(source, at + 1, char), false)
    else if (char === '`' || (char === '}' && depth === 0)) {
      if (char === '}') templates.pop()
      const end = endOfTemplate(source, at + 1)
      hide(end, false)
      if (source[end - 1] === '{') templates.push(0)
    } else if (char === '/' && BEFORE_REGEX.test(out.slice(-20))) hide(endOfRegex(source, at + 1), false)
    else {
      if (depth !== undefined && char === '{') templates[templates.length - 1] = depth + 1
      if (depth !== undefined && char === '}') templates[templates.length - 1] = depth - 1
      hide(at + 1, true)
    }
  }
  return out
}

function endOf(source: string, pattern: RegExp, from: number, length = 0): number {
  pattern.lastIndex = from
  const match = pattern.exec(source)
  return match ? match.index + length : source.length
}

function endOfQuoted(source: string, from: number, quote: string): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source[at] === quote) return at + 1
  }
  return source.length
}

function endOfTemplate(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source[at] === '`') return at + 1
    else if (source[at] === '$' && source[at + 1] === '{') return at + 2
  }
  return source.length
}

function endOfRegex(source: string, from: number): number {
  let set = false
  for (let at = from; at < source.length; at++) {
    const char = source[at]
    if (char === '\\') at++
    else if (char === '[') set = true
    else if (char === ']') set = false
    else if (char === '/' && !set) return at + 1
  }
  return source.length
}
