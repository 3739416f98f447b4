import { readFile } from 'node:fs/promises'
import { YAMLException } from 'js-yaml'
import { isRecord } from '../gateway/shape.ts'
import { type Config, defaultConfig, frozen } from './config.ts'
import { type FieldPath, type Position, readPositionedYaml } from './positioned-yaml.ts'
import schema from './schema.json' with { type: 'json' }
import { type Formats, meant, type Schema, violations } from './validate.ts'

/** What only floors above know: which rules there are, and what is wrong with an implementation entry (undefined: nothing). */
export interface ConfigChecks {
  readonly ruleIds: readonly string[]
  readonly checkImplementation: (entry: string) => string | undefined
}

/** A configuration that cannot be used. The message has one line for each thing that is wrong: `file:line:column: field: what`. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** Reads and checks a configuration file. Throws a ConfigError, also where the file cannot be read. */
export async function loadConfig(file: string, checks: ConfigChecks): Promise<Config> {
  return parseConfig(await readConfigText(file), file, checks)
}

/** The text of a configuration file. Throws a ConfigError where it cannot be read. */
export async function readConfigText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new ConfigError([`${file}: there is no such configuration file`])
    if (code === 'EISDIR') throw new ConfigError([`${file}: is a folder: name the configuration file in it`])
    throw new ConfigError([`${file}: cannot be read: ${message}`])
  }
}

/** Checks the text of a configuration file; what it leaves out is as in `defaultConfig`. Throws a ConfigError with all that is wrong. */
export function parseConfig(text: string, file: string, checks: ConfigChecks): Config {
  const { value, at } = readYaml(text, file)
  const found = violations(value, schema as Schema, formatsOf(checks))
  if (found.length > 0) {
    const lines = found.map(({ path, part, message }) => {
      const field = fieldText(path)
      return `${place(file, at(path, part))}: ${field === '' ? 'the configuration' : field} ${message}`
    })
    throw new ConfigError(lines)
  }
  return frozen({ ...defaultConfig(), ...(withoutEmpty(value ?? {}) as Partial<Config>) })
}

function readYaml(text: string, file: string) {
  try {
    return readPositionedYaml(text)
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const where = error.mark ? place(file, { line: error.mark.line + 1, column: error.mark.column + 1 }) : file
    throw new ConfigError([`${where}: cannot be read as YAML: ${error.reason}`])
  }
}

function formatsOf({ ruleIds, checkImplementation }: ConfigChecks): Formats {
  return {
    'rule-id': (id) => (ruleIds.includes(String(id)) ? undefined : `is no rule${meant(String(id), ruleIds)}; known are ${ruleIds.join(', ')}`),
    implementation: (entry) => {
      const problem = checkImplementation(String(entry))
      return problem === undefined ? undefined : `cannot be used: ${problem}`
    },
    namespace: (name) =>
      /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(String(name))
        ? undefined
        : `cannot be "${name}": that is no name of a namespace (patterns do not count)`,
    requirement: (requirement) => (isRecord(requirement) ? requirementProblem(requirement) : undefined),
  }
}

function requirementProblem({ operator, values }: Readonly<Record<string, unknown>>): string | undefined {
  const count = Array.isArray(values) ? values.length : 0
  if ((operator === 'In' || operator === 'NotIn') && count === 0) return `must have values: ${operator} compares with them`
  if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0) return `must not have values: ${operator} compares with none`
  return undefined
}

function place(file: string, { line, column }: Position): string {
  return `${file}:${line}:${column}`
}

function fieldText(path: FieldPath): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('')
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (!isRecord(value)) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== null)
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutEmpty(inner)]))
}
