import type { Clash, ClashTable } from '../../gateway/implementation.ts'

const PROTOCOLS = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP']

/** For each protocol, who may stand beside it on a port, and what comes of the others. */
export function clashRows(table: ClashTable): (readonly [protocol: string, answer: string])[] {
  const own = Object.hasOwn(table, '=') ? table['='] : table['*']
  return [
    ...PROTOCOLS.map((one) => [one, together(PROTOCOLS.map((other) => [other, wordsOf(clash(table, one, other))]))] as const),
    [
      'any other protocol',
      together([
        ['its own kind', wordsOf(own)],
        ['another', wordsOf(table['*'])],
      ]),
    ],
  ]
}

/** The pairs that clash, in one line. */
export function clashLine(table: ClashTable): string {
  const pairs = PROTOCOLS.flatMap((one, index) => PROTOCOLS.slice(index).map((other) => ({ one, other, words: wordsOf(clash(table, one, other)) })))
  const clashing = Map.groupBy(
    pairs.filter(({ words }) => words !== NONE),
    ({ words }) => words,
  )
  return clashing.size === 0
    ? 'nothing'
    : [...clashing].map(([words, found]) => `${found.map(({ one, other }) => `${one} with ${other}`).join(', ')}: ${words}`).join('; ')
}

const NONE = 'no conflict'

function clash(table: ClashTable, one: string, other: string): Clash | undefined {
  const key = [one, other].sort().join('+')
  return (Object.hasOwn(table, key) ? table[key] : one === other ? table['='] : undefined) ?? table['*']
}

function wordsOf({ equal, differ }: Clash = {}): string {
  if (equal === differ) return equal ?? NONE
  if (differ === undefined) return `${equal} where the hostnames are equal`
  return equal === undefined ? `${differ} where the hostnames differ` : `${equal} where the hostnames are equal, else ${differ}`
}

/** `HTTP: a; HTTPS, TLS: b` */
function together(answers: readonly (readonly [string, string])[]): string {
  const groups = Map.groupBy(answers, ([, words]) => words)
  return [...groups].map(([words, found]) => `${found.map(([name]) => name).join(', ')}: ${words}`).join('; ')
}
