import { nearest } from './nearest.ts'
import type { FieldPath } from './positioned-yaml.ts'

/** The part of JSON Schema that `schema.json` is written in. */
export interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly type?: 'object' | 'array' | 'string' | 'boolean'
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: false | Schema
  readonly propertyNames?: { readonly format: string }
  readonly required?: readonly string[]
  readonly oneOf?: readonly { readonly required: readonly string[] }[]
  readonly anyOf?: readonly { readonly required: readonly string[] }[]
  readonly items?: Schema
  readonly minItems?: number
  readonly enum?: readonly string[]
  readonly format?: string
}

/** What is wrong with a value of a format, undefined when nothing is. */
export type Formats = Readonly<Record<string, (value: unknown) => string | undefined>>

export interface Violation {
  readonly path: FieldPath
  /** Whether the field's name is meant, or what it is set to. */
  readonly part: 'key' | 'value'
  readonly message: string
}

/**
 * Everything in which a value breaks a schema; a list or mapping that is left empty (`rules:`) counts as not there. What JSON Schema calls
 * an annotation, `format`, holds here.
 */
export function violations(value: unknown, root: Schema, formats: Formats): Violation[] {
  const found: Violation[] = []
  const check = (schema: Schema, given: unknown, path: FieldPath): void => {
    if (schema.$ref !== undefined) {
      check(definition(root, schema.$ref), given, path)
      return
    }
    const say = (message: string, at: FieldPath = path, part: 'key' | 'value' = 'value') => found.push({ path: at, part, message })
    if ((given === null || given === undefined) && schema.type !== 'string') return
    if (schema.type === 'string') {
      if (typeof given !== 'string')
        say(`must be ${oneOfWords(schema.enum) ?? 'a string'}, not ${named(given)}${schema.enum ? '' : quoteHint(given)}`)
      else if (schema.enum && !schema.enum.includes(given)) say(`cannot be "${given}": write ${oneOfWords(schema.enum)}${meant(given, schema.enum)}`)
    } else if (schema.type === 'boolean') {
      if (typeof given !== 'boolean') say(`must be true or false, not ${named(given)}`)
    } else if (schema.type === 'array') {
      if (!Array.isArray(given)) return void say(`must be a list, not ${named(given)}`)
      if (given.length < (schema.minItems ?? 0)) say('must not be an empty list')
      for (const [index, item] of given.entries()) {
        if (item === null && schema.items?.type === 'object') say('must not be empty', [...path, index])
        else if (schema.items) check(schema.items, item, [...path, index])
      }
    } else if (schema.type === 'object') {
      if (typeof given !== 'object' || Array.isArray(given)) return void say(`must be a mapping, not ${named(given)}`)
      checkFields(schema, given as Record<string, unknown>, path, say)
    }
    const wrong = schema.format === undefined || found.some((v) => v.path === path) ? undefined : formats[schema.format]?.(given)
    if (wrong !== undefined) say(wrong)
  }
  const checkFields = (schema: Schema, given: Record<string, unknown>, path: FieldPath, say: (m: string, at?: FieldPath, p?: 'key') => void) => {
    const known = schema.properties ?? {}
    for (const [name, inner] of Object.entries(given)) {
      const at = [...path, name]
      const named = schema.propertyNames && formats[schema.propertyNames.format]?.(name)
      if (Object.hasOwn(known, name)) check(known[name] as Schema, inner, at)
      else if (named !== undefined) say(named, at, 'key')
      else if (schema.additionalProperties) check(schema.additionalProperties, inner, at)
      else say(`is not known here${meant(name, Object.keys(known))}; known are ${Object.keys(known).join(', ')}`, at, 'key')
    }
    const has = (names: readonly string[]) => names.every((name) => given[name] !== undefined && given[name] !== null)
    for (const name of schema.required ?? []) if (!has([name])) say(`must have ${name}`)
    const choices = (among: Schema['oneOf'] = []) => among.flatMap(({ required }) => required).join(' or ')
    const count = schema.oneOf?.filter(({ required }) => has(required)).length
    if (count === 0) say(`must have ${choices(schema.oneOf)}`)
    else if (count !== undefined && count > 1) say(`must have only one of ${choices(schema.oneOf)}: write two entries`)
    if (schema.anyOf && !schema.anyOf.some(({ required }) => has(required))) say(`changes nothing: it must have ${choices(schema.anyOf)}`)
  }
  check(root, value, [])
  return found
}

/** `; did you mean "gitops"?`, or nothing. */
export function meant(word: string, known: readonly string[]): string {
  const close = nearest(word, known)
  return close === undefined ? '' : ` (did you mean ${close}?)`
}

function definition(root: Schema, ref: string): Schema {
  const found = root.$defs?.[ref.replace('#/$defs/', '')]
  if (!found) throw new Error(`the schema has no ${ref}`)
  return found
}

function oneOfWords(words: readonly string[] | undefined): string | undefined {
  return words && `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function named(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  return `the ${typeof value} ${JSON.stringify(value)}`
}

function quoteHint(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? `: write "${value}" in quotes` : ''
}
