/** What the answers are about, in the order in which they are shown. */
export const GROUPS = [
  'Classes and Gateways',
  'Listeners',
  'Certificates',
  'ListenerSets',
  'Routes',
  'Filters and matches',
  'Backends',
  'Policies',
  'Mesh',
  'Annotations',
  'Features read from the class',
] as const

export type Group = (typeof GROUPS)[number]

/** A question that prediction asks, and what the implementation answers. */
export interface Row {
  readonly group: Group
  readonly what: string
  readonly answer: string
}

export type Say<V> = (value: V) => readonly Row[]

/** Words for every field: one that has none fails the compiler. */
export type Words<T> = { readonly [K in keyof T]-?: Say<T[K]> }

/** The parts of one answer, field by field; what says nothing is left out. */
export type Phrases<T> = { readonly [K in keyof T]-?: (value: T[K]) => string | undefined }

/** The rows of a table, without those fields that nobody asks for. */
export function rowsOf<T extends object>(words: Words<T>, value: T, unasked: readonly (keyof T)[] = []): Row[] {
  const keys = (Object.keys(words) as (keyof T)[]).filter((key) => !unasked.includes(key))
  return keys.flatMap((key) => words[key](value[key]))
}

export function phraseOf<T extends object>(phrases: Phrases<T>, value: T, between = '; '): string {
  return (Object.keys(phrases) as (keyof T)[]).flatMap((key) => phrases[key](value[key]) ?? []).join(between)
}

/** The sayings of one group. */
export function sayings(group: Group) {
  const row = (what: string, answer: string): Row => ({ group, what, answer })
  return {
    row,
    /** One answer, made of the value. */
    answer:
      <V>(what: string, words: (value: V) => string): Say<V> =>
      (value) => [row(what, words(value))],
    /** Left out counts as no, unless it has words of its own. */
    either:
      (what: string, yes: string, no: string, leftOut = no): Say<boolean | undefined> =>
      (value) => [row(what, value === undefined ? leftOut : value ? yes : no)],
    oneOf:
      <V extends string>(what: string, words: Readonly<Record<V, string>>): Say<V> =>
      (value) => [row(what, words[value])],
    oneOfOr:
      <V extends string>(what: string, words: Readonly<Record<V, string>>, leftOut: string): Say<V | undefined> =>
      (value) => [row(what, value === undefined ? leftOut : words[value])],
    list:
      (what: string, none: string, leftOut = none): Say<readonly string[] | undefined> =>
      (values) => [row(what, values === undefined ? leftOut : listed(values, none))],
    kinds:
      (what: string, none: string, leftOut = none): Say<readonly string[] | undefined> =>
      (values) => [row(what, values === undefined ? leftOut : listed(values.map(kindWords), none))],
  }
}

/** Words for a whole value: what they leave out of it has to be empty, by its type. */
export const said = (_rest: Readonly<Record<string, never>>, words: string): string => words

export const nothing = (): readonly Row[] => []

export function listed(values: readonly string[], none: string): string {
  return values.length === 0 ? none : values.join(', ')
}

/** `Service` for `/Service`, `ConfigMap of any group` for an asterisk. */
export function kindWords(groupKind: string): string {
  const slash = groupKind.lastIndexOf('/')
  const group = slash < 0 ? '' : groupKind.slice(0, slash)
  const kind = groupKind.slice(slash + 1)
  if (group === '*') return `${kind} of any group`
  return group === '' ? kind : `${group}/${kind}`
}
