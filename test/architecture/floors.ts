import { posix } from 'node:path'
import { codeOnly, type ImportStatement, importsOf } from './source.ts'

/** Where something breaks the house's order, for a person: file, import or word, rule. */
export interface Violation {
  readonly file: string
  readonly what: string
  readonly rule: string
}

export const describeViolation = ({ file, what, rule }: Violation) => `${file}: ${what}: ${rule}`

interface Floor {
  readonly floor: number
  /** Folders on lower floors that it may not know all the same. */
  readonly blind?: readonly string[]
  /** No I/O, no clock: no `node:*`, and of packages only types. */
  readonly pure?: boolean
}

const IO = ['cluster', 'documents', 'tls', 'telemetry']

/** The table of the design. Folders on one floor do not know each other. */
export const FLOORS: Readonly<Record<string, Floor>> = {
  'main.ts': { floor: 8 },
  cli: { floor: 7 },
  webhook: { floor: 6 },
  audit: { floor: 6 },
  report: { floor: 5, blind: ['config'] },
  engine: { floor: 4, blind: IO, pure: true },
  rules: { floor: 3, blind: [...IO, 'config'], pure: true },
  defaulters: { floor: 3, blind: [...IO, 'config'], pure: true },
  prediction: { floor: 2, blind: IO, pure: true },
  implementations: { floor: 2, blind: IO, pure: true },
  cluster: { floor: 2 },
  documents: { floor: 2 },
  config: { floor: 2 },
  gateway: { floor: 1, pure: true },
  tls: { floor: 1 },
  telemetry: { floor: 1 },
}

const BANNED_WHERE_PURE: readonly [RegExp, string][] = [
  [/\bprocess\b/, 'process'],
  [/\bconsole\./, 'console.'],
  [/\bDate\.now\b/, 'Date.now'],
  [/\bnew Date\(/, 'new Date('],
  [/\bperformance\.now\b/, 'performance.now'],
  [/\bMath\.random\b/, 'Math.random'],
  [/\bset(?:Timeout|Interval|Immediate)\b/, 'timers'],
  [/\bawait\b/, 'await'],
  [/\bfetch\(/, 'fetch('],
]

const CLIENT = '@kubernetes/client-node'
const CLIENT_HOME = 'cluster/connection.ts'

/** Everything in which these sources (path below `src/` to text) break the floors. */
export function violations(sources: ReadonlyMap<string, string>): Violation[] {
  const imports = new Map([...sources].map(([file, text]) => [file, importsOf(text)]))
  return [...sources].flatMap(([file, text]) => {
    const floor = FLOORS[folderOf(file)]
    if (!floor) return [{ file, what: folderOf(file), rule: 'stands on no floor of the design' }]
    return [
      ...(imports.get(file) ?? []).flatMap((one) => importRules(file, floor, one, imports).map((rule) => ({ file, what: quoted(one), rule }))),
      ...wordRules(file, floor, codeOnly(text)),
    ]
  })
}

// What finds the tables, by an entry or by what runs.
const ABOVE_TABLES = ['implementations/index.ts', 'implementations/detect.ts']

const folderOf = (file: string) => file.split('/')[0] as string
const quoted = ({ specifier, form }: ImportStatement) => `${form === 'static' ? '' : `${form} `}import '${specifier}'`

function importRules(file: string, own: Floor, one: ImportStatement, imports: ReadonlyMap<string, ImportStatement[]>): string[] {
  const { specifier, form } = one
  if (specifier === '*') return ['an import() must name what it imports']
  if (!specifier.startsWith('.')) return packageRules(file, own, specifier, form)
  const target = posix.join(posix.dirname(file), specifier)
  if (target.startsWith('..')) return ['leaves src/']
  const from = folderOf(file)
  const to = folderOf(target)
  const other = FLOORS[to]
  if (!other) return [`${to} stands on no floor of the design`]
  if (from === to) return from === 'implementations' && !ABOVE_TABLES.includes(file) ? siblingRule(target, imports) : []
  if (other.floor >= own.floor) return [`${from} (floor ${own.floor}) may not import ${to} (floor ${other.floor}): only floors below`]
  return own.blind?.includes(to) ? [`${from} may not know ${to}`] : []
}

// What reads `definition.ts` is a controller's table; version numbers and the like are shared.
function siblingRule(target: string, imports: ReadonlyMap<string, ImportStatement[]>): string[] {
  const isTable = target.endsWith('/index.ts') || imports.get(target)?.some((one) => one.specifier === './definition.ts')
  return isTable ? ['one implementation may not know another'] : []
}

function packageRules(file: string, own: Floor, specifier: string, form: ImportStatement['form']): string[] {
  const rules: string[] = []
  const builtin = specifier.startsWith('node:')
  if (own.pure && builtin) rules.push(`${folderOf(file)} is pure: nothing of node`)
  if (own.pure && !builtin && form !== 'type') rules.push(`${folderOf(file)} is pure: of packages only types (import type)`)
  if ((specifier === CLIENT || specifier.startsWith(`${CLIENT}/`)) && form !== 'type') {
    if (file !== CLIENT_HOME) rules.push(`is loaded only by ${CLIENT_HOME}; elsewhere write import type`)
    else if (form !== 'lazy') rules.push('is slow to load: await import() where a connection is made')
  }
  if (specifier === 'node:process' && !mayReadEnvironment(file)) rules.push('process belongs to main.ts and cli/')
  return rules
}

const mayReadEnvironment = (file: string) => file === 'main.ts' || file.startsWith('cli/')

function wordRules(file: string, own: Floor, code: string): Violation[] {
  const found: Violation[] = []
  code.split('\n').forEach((line, index) => {
    const at = `${file}:${index + 1}`
    if (own.pure) {
      for (const [pattern, what] of BANNED_WHERE_PURE) {
        if (pattern.test(line)) found.push({ file: at, what, rule: `${folderOf(file)} is pure: no I/O, no clock, no waiting` })
      }
    } else if (/\bprocess\.env\b/.test(line) && !mayReadEnvironment(file)) {
      found.push({ file: at, what: 'process.env', rule: 'is read only in main.ts and cli/' })
    }
  })
  return found
}

/** The import cycles between these files, each once, as a path that ends where it began. */
export function cycles(sources: ReadonlyMap<string, string>): string[][] {
  const edges = new Map<string, string[]>()
  for (const [file, text] of sources) {
    const targets = importsOf(text).filter((one) => one.specifier.startsWith('.'))
    const files = targets.map((one) => posix.join(posix.dirname(file), one.specifier)).filter((target) => sources.has(target))
    edges.set(file, files)
  }
  const found: string[][] = []
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]) => {
    if (path.includes(file)) {
      found.push([...path.slice(path.indexOf(file)), file])
      return
    }
    if (done.has(file)) return
    for (const next of edges.get(file) ?? []) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of edges.keys()) walk(file, [])
  return found
}
