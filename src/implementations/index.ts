import type { Implementation, Implementations } from '../gateway/implementation.ts'
import type { ImplementationDefinition, Settings } from './definition.ts'
import { envoyGateway } from './envoy-gateway.ts'
import { gatewayApi } from './gateway-api.ts'
import { istio } from './istio.ts'
import { kic } from './kic.ts'
import { kongOperator } from './kong-operator.ts'
import { kuma } from './kuma.ts'
import { versionNumber } from './version.ts'

export const DEFINITIONS: readonly ImplementationDefinition[] = [kic, kongOperator, istio, kuma, envoyGateway, gatewayApi]

/** `CONTROLLER_OR_NAME@VERSION[,setting=value…]`, read and found right. */
interface Configured {
  readonly definition: ImplementationDefinition
  /** Undefined: every controllerName of the implementation. */
  readonly controllerName?: string
  readonly version: string
  readonly settings: Settings
}

/** What is wrong with an implementation entry, in words that list what is known; undefined when it is right. */
export function implementationProblem(entry: string): string | undefined {
  const read = readEntry(entry)
  return typeof read === 'string' ? read : undefined
}

/**
 * The implementations that run in the cluster. Entries later in the list win over earlier ones; an entry for a controllerName wins over
 * one for a name. A controller without an entry is taken at its newest released version, marked as assumed. Throws on an entry that
 * `implementationProblem` finds fault with.
 */
export function implementationsFrom(entries: readonly string[]): Implementations {
  const configured = entries.map((entry) => {
    const read = readEntry(entry)
    if (typeof read === 'string') throw new Error(read)
    return read
  })
  const known = new Map<string, Implementation | undefined>()
  const find = (controllerName: string): Implementation | undefined => {
    const definition = DEFINITIONS.find((d) => d.controllerNames.includes(controllerName))
    const entry =
      configured.findLast((c) => c.controllerName === controllerName) ??
      configured.findLast((c) => c.controllerName === undefined && c.definition === (definition ?? gatewayApi))
    if (entry) return resolve(entry.definition, entry.version, entry.settings, false, controllerName)
    return definition && resolve(definition, definition.assumed ?? (definition.versions.at(-1) as string), {}, true, controllerName)
  }
  return {
    ofController(controllerName) {
      // Bounded: an object's author chooses the name of a controller that is not known.
      if (!known.has(controllerName) && known.size < 1000) known.set(controllerName, find(controllerName))
      return known.has(controllerName) ? known.get(controllerName) : find(controllerName)
    },
    builtinClass: (className) => {
      for (const { builtinClasses } of DEFINITIONS) if (Object.hasOwn(builtinClasses, className)) return builtinClasses[className]
      return undefined
    },
    meshControllers: DEFINITIONS.flatMap((definition) => meshNames(definition, configured)),
  }
}

/** Under which names a controller serves routes without a Gateway: its own, and any that it is configured to run under. */
function meshNames({ meshController, controllerNames }: ImplementationDefinition, configured: readonly Configured[]): string[] {
  if (meshController === undefined) return []
  const own = configured.flatMap((entry) => (entry.definition.meshController === meshController ? (entry.controllerName ?? []) : []))
  return [meshController, ...new Set(own.filter((name) => !controllerNames.includes(name)))]
}

/** An entry for one table: its definition, and the implementation under the controllerName that it names, or else the first of its own. */
export interface ImplementationEntry {
  readonly definition: ImplementationDefinition
  readonly controllerName?: string
  readonly settings: Settings
  readonly implementation: Implementation
}

/** What `NAME@VERSION[,setting=value…]` means. Throws on an entry that `implementationProblem` finds fault with. */
export function implementationOf(entry: string): ImplementationEntry {
  const read = readEntry(entry)
  if (typeof read === 'string') throw new Error(read)
  const { definition, version, settings, controllerName = definition.controllerNames[0] } = read
  return {
    definition,
    ...(controllerName !== undefined && { controllerName }),
    settings,
    implementation: resolve(definition, version, settings, false, controllerName ?? ''),
  }
}

function resolve(
  definition: ImplementationDefinition,
  version: string,
  settings: Settings,
  assumed: boolean,
  controllerName: string,
): Implementation {
  const title = assumed ? definition.title : `${definition.title} ${version}`
  // Under a name of its own a controller is what it is under its first.
  const known = definition.controllerNames.includes(controllerName) ? controllerName : (definition.controllerNames[0] ?? controllerName)
  return { name: definition.name, title, version, assumed, ...definition.at(version, settings, assumed, known) }
}

function readEntry(entry: string): Configured | string {
  const [head = '', ...pairs] = entry.split(',')
  const at = head.lastIndexOf('@')
  if (at < 1) return `"${entry}" is no implementation: write NAME@VERSION, such as kic@3.5; known names are ${names()}`
  const name = head.slice(0, at)
  const given = head.slice(at + 1)
  const definition = DEFINITIONS.find((d) => d.name === name) ?? DEFINITIONS.find((d) => d.controllerNames.includes(name))
  if (!definition) return `"${name}" in "${entry}" is no implementation: known names are ${names()}, or their controllerNames`
  const number = versionNumber(given)
  const version = definition.versions.find((v) => versionNumber(v) === number)
  if (number === undefined || version === undefined) {
    return `version "${given}" of ${definition.name} is not known: known are ${definition.versions.join(', ')}`
  }
  const settings: Record<string, string> = {}
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    const key = equals < 0 ? pair : pair.slice(0, equals)
    const value = equals < 0 ? '' : pair.slice(equals + 1)
    const known: ImplementationDefinition['settings'] = { ...definition.settings, controllerName: CONTROLLER_NAME }
    const setting = Object.hasOwn(known, key) ? known[key] : undefined
    const knownSettings = Object.keys(known).join(', ')
    if (!setting) return `setting "${key}" of ${definition.name} is not known: known are ${knownSettings}`
    if (!setting.pattern.test(value)) return `setting ${key} of ${definition.name} cannot be "${value}": write ${setting.values}`
    settings[key] = value
  }
  const { controllerName = name === definition.name ? undefined : name, ...rest } = settings
  if (controllerName !== undefined && name !== definition.name && controllerName !== name) {
    return `"${entry}" names two controllers: write ${definition.name}@${version},controllerName=${controllerName}`
  }
  return { definition, version, settings: rest, ...(controllerName !== undefined && { controllerName }) }
}

// For a controller that runs under a name of its own, and for the bare specification in the place of a controller.
const CONTROLLER_NAME = {
  pattern: /^[a-z0-9.-]+\/[A-Za-z0-9/\-._~%!$&'()*+;=:]+$/,
  values: 'DOMAIN/PATH, as in spec.controllerName',
  byDefault: 'all of the implementation',
}

const names = () => DEFINITIONS.map((d) => d.name).join(', ')
