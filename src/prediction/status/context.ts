import type { Implementations } from '../../gateway/implementation.ts'
import type { Kind } from '../../gateway/kinds.ts'
import { kindIn } from '../../gateway/kinds.ts'
import type { AnyObject, ObjectOf, Service } from '../../gateway/objects.ts'
import type { ClusterView, Lookup } from '../../gateway/ports.ts'
import { isRecord, text } from '../../gateway/shape.ts'
import type { StatusChoices } from '../../gateway/status-choices.ts'
import type { Surroundings } from '../../gateway/surroundings.ts'
import { type ResolvedClass, resolveClass } from '../class.ts'

/** A view that can also be enumerated; without `all` the statuses of policies, which rest on every route, are not known. */
export interface StatusView extends ClusterView {
  all?<K extends Kind>(kind: K): Iterable<ObjectOf[K]>
}

/** Who serves a class, with the choices by which it writes status. */
export interface Served extends ResolvedClass {
  readonly choices: StatusChoices
}

/** A view that does not change while this is used, with what was found out about it. */
export interface Context {
  readonly view: StatusView
  readonly implementations: Implementations
  readonly around: Surroundings
  readonly found: Map<string, Map<string, unknown>>
  /** By namespace and name. */
  readonly services: Map<string, Map<string, Lookup<Service>>>
}

export function contextOf(view: StatusView, implementations: Implementations, around: Surroundings): Context {
  return { view, implementations, around, found: new Map(), services: new Map() }
}

/** Who writes the status of a class's Gateways; undefined where nobody known does, or how is not known. */
export function servedClass(className: string, { view, implementations, around }: Context): Served | undefined {
  const resolved = resolveClass(className, view, implementations)
  const choices = resolved?.implementation.status
  return resolved && choices
    ? { ...resolved, choices: narrowedByParameters(choices, resolved, around) }
    : servedByName(className, { view, implementations })
}

/** The choices of a controller, as the parameters of a class narrow them. */
function narrowedByParameters(choices: StatusChoices, { gatewayClass }: ResolvedClass, { read }: Surroundings): StatusChoices {
  const { protocolsByParameters: by, listeners } = choices
  const ref: unknown = gatewayClass?.spec?.parametersRef
  if (!by || !read || !isRecord(ref)) return choices
  const parameters = read(text(ref.group) ?? '', text(ref.kind) ?? '', text(ref.namespace), text(ref.name) ?? '')
  const value = by.field.split('.').reduce<unknown>((object, name) => (isRecord(object) ? object[name] : undefined), parameters)
  if (value !== true) return choices
  const kinds = Object.fromEntries(Object.entries(listeners.kinds).filter(([protocol]) => by.protocols.includes(protocol)))
  return { ...choices, listeners: { ...listeners, kinds } }
}

/** A class whose name is enough for its controller, although the object of that name is another's. */
function servedByName(className: string, { view, implementations }: Pick<Context, 'view' | 'implementations'>): Served | undefined {
  const controllerName = implementations.builtinClass(className)
  if (controllerName === undefined || view.get('GatewayClass', undefined, className).state === 'unknown') return undefined
  const implementation = implementations.ofController(controllerName)
  const choices = implementation?.status
  return implementation && choices?.nameSuffices ? { controllerName, implementation, className, choices } : undefined
}

export type Existence = 'found' | 'absent' | 'unknown'

/** A Service by its name. A rule asks for each of its Services several times. */
export function serviceNamed(namespace: string, name: string, { view, services }: Context): Lookup<Service> {
  let known = services.get(namespace)
  if (!known) {
    known = new Map()
    services.set(namespace, known)
  }
  let found = known.get(name)
  if (!found) {
    found = view.get('Service', namespace, name)
    known.set(name, found)
  }
  return found
}

/** Whether an object is there, of a kind that views hold or of any other. */
export function existenceOf(group: string, kind: string, namespace: string | undefined, name: string, context: Context): Existence {
  if (group === '' && kind === 'Service' && namespace !== undefined) return serviceNamed(namespace, name, context).state
  const { view, around } = context
  const known = kindIn(group, kind)
  if (known?.cached) return view.get(known.kind, namespace, name).state
  const there = around.exists?.(group, kind, namespace, name)
  return there === undefined ? 'unknown' : there ? 'found' : 'absent'
}

export function keyOf({ kind, metadata }: Pick<AnyObject, 'kind' | 'metadata'>): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`
}

export function titleOf({ kind, metadata }: Pick<AnyObject, 'kind' | 'metadata'>): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`
}

/** What is found out once for each key of an area; an area holds values of one type, and belongs to the one file that names it. */
export function memo<V>({ found }: Context, area: string, key: string, make: () => V): V {
  let known = found.get(area)
  if (!known) {
    known = new Map()
    found.set(area, known)
  }
  const before = known.get(key)
  if (before !== undefined || known.has(key)) return before as V
  const made = make()
  known.set(key, made)
  return made
}
