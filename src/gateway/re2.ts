const REPEATING: ReadonlySet<string> = new Set('*+?{')

/**
 * Why a regular expression is none of RE2, as Go reads it, or undefined where it is one. Looks at the structure: what may
 * stand where, which groups and escapes exist. Names of Unicode classes are not looked up. Source: https://github.com/google/re2/wiki/Syntax.
 */
export function re2Problem(pattern: string): string | undefined {
  let at = 0
  let depth = 0
  // What a repetition may follow: nothing at the start, a piece, or a repetition that may only be made lazy.
  let before: 'nothing' | 'piece' | 'repeated' = 'nothing'
  while (at < pattern.length) {
    const char = pattern[at] as string
    if (char === '\\') {
      const length = escapeLength(pattern, at)
      if (length === 0) return `"${pattern.slice(at, at + 2)}" is no escape of RE2`
      at += length
      before = 'piece'
    } else if (char === '[') {
      const end = classEnd(pattern, at)
      if (end === undefined) return 'a [ is not closed, or a range in it runs backwards'
      at = end
      before = 'piece'
    } else if (char === '(') {
      const opening = /^\((?:\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?[:)]))?/.exec(pattern.slice(at))?.[0] as string
      if (opening === '(' && pattern[at + 1] === '?') return `"${pattern.slice(at, at + 3)}" is no group of RE2: it can look neither ahead nor behind`
      at += opening.length
      if (!opening.endsWith(')')) depth++
      before = 'nothing'
    } else if (char === ')') {
      if (depth-- === 0) return 'a ) closes nothing'
      at++
      before = 'piece'
    } else if (char === '|') {
      at++
      before = 'nothing'
    } else if (!REPEATING.has(char)) {
      at++
      before = 'piece'
    } else {
      const repeat = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})/.exec(pattern.slice(at))
      if (!repeat) {
        at++
        before = 'piece'
        continue
      }
      if (before !== 'piece') return `"${repeat[0]}" repeats nothing`
      const [least, most] = [Number(repeat[1] ?? 0), Number(repeat[2] || (repeat[1] ?? 0))]
      if (least > 1000 || most > 1000 || least > most) return `"${repeat[0]}" is no repetition of RE2: at most 1000 times`
      at += repeat[0].length
      if (pattern[at] === '?') at++
      before = 'repeated'
    }
  }
  return depth === 0 ? undefined : 'a ( is not closed'
}

// What PCRE has and neither RE2 nor JavaScript: possessive repetition, atomic groups, branch resets, conditions, recursion, references by name.
const PCRE_ONLY = /[*+?}]\+|\(\?(?:>|\||\(|[R&+\d]|P[=>]|#|<?[=!*])|\(\*/

/** Whether no dialect in use reads a regular expression: RE2, PCRE and JavaScript agree that it is none. */
export function isUnreadable(pattern: string): boolean {
  if (re2Problem(pattern) === undefined || PCRE_ONLY.test(pattern)) return false
  try {
    new RegExp(pattern)
    return false
  } catch {
    return true
  }
}

function escapeLength(pattern: string, at: number): number {
  const rest = pattern.slice(at, at + 64)
  const quoted = /^\\Q/.test(rest) ? pattern.indexOf('\\E', at) : undefined
  if (quoted !== undefined) return quoted < 0 ? pattern.length - at : quoted + 2 - at
  return (
    /^\\(?:[AzbBdDsSwWafnrtv]|[pP](?:\{\^?\w+\}|\w)|x(?:[0-9A-Fa-f]{2}|\{[0-9A-Fa-f]+\})|0[0-7]{0,2}|[1-7][0-7]{1,2}|[^\w])/u.exec(rest)?.[0]
      .length ?? 0
  )
}

/** Where the class that opens at `at` has ended. */
function classEnd(pattern: string, at: number): number | undefined {
  let next = at + 1
  if (pattern[next] === '^') next++
  let isFirst = true
  while (next < pattern.length) {
    if (pattern[next] === ']' && !isFirst) return next + 1
    isFirst = false
    const named = /^\[:\^?\w+:\]/.exec(pattern.slice(next, next + 32))
    if (named) {
      next += named[0].length
      continue
    }
    const from = one(pattern, next)
    if (from === 0) return undefined
    const after = next + from
    if (pattern[after] !== '-' || pattern[after + 1] === ']' || after + 1 >= pattern.length) {
      next = after
      continue
    }
    const to = one(pattern, after + 1)
    if (to === 0) return undefined
    const [low, high] = [pattern.slice(next, after), pattern.slice(after + 1, after + 1 + to)]
    if (low.length === 1 && high.length === 1 && low > high) return undefined
    next = after + 1 + to
  }
  return undefined
}

function one(pattern: string, at: number): number {
  return pattern[at] === '\\' ? escapeLength(pattern, at) : 1
}
