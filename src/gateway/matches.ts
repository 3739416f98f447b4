import { type Fields, isRecord, recordEntries, records, text } from './shape.ts'

/** The matches of a rule of an HTTPRoute or GRPCRoute; a rule without any matches everything. Positions are those in the rule. */
export function matchEntries(rule: Fields): [number, Fields][] {
  return Array.isArray(rule.matches) && rule.matches.length > 0 ? recordEntries(rule.matches) : [[0, {}]]
}

/** The key of a match that every request satisfies. */
export const CATCH_ALL: string = matchKey('HTTPRoute', {})

/**
 * What a match of an HTTPRoute or GRPCRoute stands for: two keys are equal just where the matches take the same requests by the same means.
 * Defaults are filled in, header names compare without case, order says nothing, and a trailing slash of a prefix counts for nothing; a gRPC
 * method is the path that it is on the wire. Of header matches of one name the first counts, unless `all` are asked for. Source: HTTPRouteMatch
 * and HTTPHeaderMatch in apis/v1/httproute_types.go, GRPCMethodMatch in apis/v1/grpcroute_types.go.
 */
export function matchKey(kind: 'HTTPRoute' | 'GRPCRoute', match: Fields, headers: 'first of a name' | 'all' = 'first of a name'): string {
  // As most are, and the same text.
  if (kind === 'HTTPRoute' && match.headers === undefined && match.method === undefined && match.queryParams === undefined)
    return `[${JSON.stringify(pathPart(match))},[],[]]`
  const counted = headers === 'all' ? records(match.headers).map(headerKey) : firstOfEachName(match.headers)
  return JSON.stringify(kind === 'HTTPRoute' ? httpParts(match, counted) : grpcParts(match, counted))
}

function httpParts(match: Fields, headers: string[]): unknown[] {
  if (match.method !== undefined) headers.push(`:method Exact ${word(match.method)}`)
  return [
    pathPart(match),
    headers.sort(),
    records(match.queryParams)
      .map((one) => named(word(one.name), one))
      .sort(),
  ]
}

/** The path that a match of an HTTPRoute asks for, with its type. */
function pathPart({ path }: Fields): string {
  const { type = 'PathPrefix', value = '/' } = isRecord(path) ? path : {}
  return type === 'PathPrefix' ? prefix(word(value)) : `${word(type)} ${word(value)}`
}

function grpcParts(match: Fields, headers: string[]): unknown[] {
  const method = isRecord(match.method) ? match.method : {}
  // An empty service or method is an unset one.
  const [service, name] = [text(method.service) || undefined, text(method.method) || undefined]
  let path = prefix('/')
  if (method.type === 'RegularExpression' && (service !== undefined || name !== undefined)) {
    path = `RegularExpression /${service ?? '(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*'}/${name ?? '[A-Za-z_][A-Za-z_0-9]*'}`
  } else if (service !== undefined) path = name === undefined ? prefix(`/${service}`) : `Exact /${service}/${name}`
  else if (name !== undefined) headers.push(`:path Suffix /${name}`)
  return [path, headers.sort(), []]
}

function prefix(path: string): string {
  return `PathPrefix ${path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path}`
}

function firstOfEachName(list: unknown): string[] {
  const byName = new Map<string, string>()
  for (const header of records(list)) {
    const name = word(header.name).toLowerCase()
    if (!byName.has(name)) byName.set(name, named(name, header))
  }
  return [...byName.values()]
}

function headerKey(header: Fields): string {
  return named(word(header.name).toLowerCase(), header)
}

function named(name: string, { type, value }: Fields): string {
  return `${name} ${type === undefined ? 'Exact' : word(type)} ${word(value)}`
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
