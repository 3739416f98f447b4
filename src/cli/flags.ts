import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { UsageError } from './command.ts'

/** What flags are given; `positionals` says whether words without dashes may be as well. Throws a UsageError that names the flag. */
export function parseFlags<const O extends ParseArgsOptionsConfig>(args: readonly string[], options: O, positionals = false) {
  const parsed = readArgs(args, options, positionals)
  for (const [name, value] of Object.entries(parsed.values)) {
    if (value === '' || (Array.isArray(value) && value.includes(''))) throw new UsageError(`--${name} needs a value`)
  }
  return parsed
}

function readArgs<const O extends ParseArgsOptionsConfig>(args: readonly string[], options: O, allowPositionals: boolean) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals })
  } catch (error) {
    // Node's own words name the argument; its advice on dashes and "--" does not help here.
    const [said = ''] = (error as Error).message.split(/\n|\. To specify |\. This command /)
    const flag = /'(?:-\w, )?(--[a-z-]+)(?: <value>)?' argument is ambiguous/.exec(said)?.[1]
    throw new UsageError(flag === undefined ? said : `${flag} needs a value, and ${flag}=VALUE where it begins with a dash`)
  }
}

/** A property that is only there where it has a value. */
export function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>)
}

/** One of a few words. */
export function oneOf<T extends string>(flag: string, value: string, known: readonly T[]): T {
  if (!(known as readonly string[]).includes(value)) throw new UsageError(`${flag} cannot be "${value}": write ${known.join(', ')}`)
  return value as T
}
