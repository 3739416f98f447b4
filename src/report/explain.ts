import type { Look } from '../gateway/status-steps.ts'
import type { Explained, ExplainedCondition, ExplainedPart, Explanation } from '../prediction/explain/explanation.ts'
import { deciderWords, lookWords, silenceWords } from './explain-words.ts'
import { oneLine } from './line.ts'
import type { Paint } from './paint.ts'

// These say that something is wrong where they are True.
const NEGATIVE: readonly string[] = ['Conflicted', 'PartiallyInvalid', 'RouteRulesOverlap', 'OverlappingTLSConfig', 'InsecureFrontendValidationMode']
const PART: Readonly<Record<ExplainedPart['what'], (part: ExplainedPart) => string>> = {
  parent: ({ title, path }) => `${path}: ${title}`,
  listener: ({ title }) => `listener ${title}`,
  ancestor: ({ title }) => `ancestor ${title}`,
}

/** Why an object gets its status, for a person: what was looked at, part by part, then what would be written. */
export function explanationText(explanation: Explanation, paint: Paint): string {
  const { kind, namespace, name, parts } = explanation
  const title = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
  const blocks = [
    [paint('bold', oneLine(title)), ...bodyLines(explanation, kind, paint).map(indented)],
    ...parts.map((part) => [
      indented(paint('bold', oneLine(PART[part.what](part)))),
      ...bodyLines(part, kind, paint, part.what === 'listener').map((line) => indented(indented(line))),
    ]),
  ]
  if (parts.length === 0 && isEmpty(explanation)) blocks[0]?.push(indented('names no parent, so nobody writes a status'))
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** The same for programs: each condition carries the steps that led to it; `facts` lead to none. */
export function explanationJson({ kind, namespace, name, parts, ...own }: Explanation): string {
  const report = {
    kind,
    ...(namespace !== undefined && { namespace }),
    name,
    ...bodyJson(own),
    parts: parts.map(({ what, title, path, ...body }) => ({ what, title, ...(path !== undefined && { path }), ...bodyJson(body) })),
  }
  return `${JSON.stringify(report, undefined, 2)}\n`
}

function bodyJson({ decider, silence, steps, conditions }: Explained): object {
  const told = new Set(conditions.flatMap((condition) => condition.steps))
  return {
    ...(decider && { decider }),
    ...(silence && { silence }),
    facts: steps.filter((step) => !told.has(step)).map(lookJson),
    conditions: conditions.map(({ steps: own, ...condition }) => ({ ...condition, steps: own.map(lookJson) })),
  }
}

function lookJson({ subject, check, asked, found, ok }: Look): object {
  return { subject, check, ...(asked !== undefined && { asked }), ...(found !== undefined && { found }), ok: ok ?? 'unknown' }
}

function isEmpty({ silence, conditions, steps }: Explained): boolean {
  return silence === undefined && conditions.length === 0 && steps.length === 0
}

function bodyLines({ decider, silence, steps, conditions }: Explained, kind: string, paint: Paint, isListener = false): string[] {
  const attached = steps.filter(({ check }) => check === 'attached')
  return [
    ...(decider ? [paint('dim', oneLine(deciderWords(decider)))] : []),
    ...stepLines(sectionsTogether(steps.filter(({ check }) => check !== 'attached')), paint),
    ...(isListener
      ? [`attached routes: ${attached.length === 0 ? 'none' : attached.length}`, ...attached.map((look) => indented(oneLine(lookWords(look))))]
      : []),
    ...(conditions.length > 0 ? ['so the status says:', ...conditions.map((condition) => indented(conditionLine(condition, paint)))] : []),
    ...(silence ? [`${paint('yellow', 'no status')}: ${oneLine(silenceWords(silence, kind))}`] : []),
  ]
}

/** The listeners of other names in one line, where a section is asked for. */
function sectionsTogether(steps: readonly Look[]): readonly Look[] {
  const isOther = ({ subject, check, ok }: Look) => check === 'section' && ok === false && subject.startsWith('listener ')
  const [first, ...more] = steps.filter(isOther)
  if (!first) return steps
  const others: Look = { ...first, subject: '', found: [first, ...more].map(({ found }) => found).join(', ') }
  return [...steps.filter((look) => !isOther(look)), others].sort((a, b) => Number(b === others) - Number(a === others))
}

/** Steps under the thing that was looked at; what is said of the part as a whole stands by itself. */
function stepLines(steps: readonly Look[], paint: Paint): string[] {
  let run = 0
  // What has no title stays where it was said.
  const groups = Map.groupBy(steps, (look, index) => {
    if (titleOf(look) !== '') return titleOf(look)
    if (index > 0 && titleOf(steps[index - 1] as Look) !== '') run++
    return run
  })
  return [...groups].flatMap(([title, looks]) => {
    const width = Math.max(...looks.map(({ check }) => check.length))
    const lines = looks.map((look) => `${mark(look, paint)} ${look.check.padEnd(width)}  ${oneLine(lookWords(look))}`)
    return typeof title === 'number' ? lines : [oneLine(title), ...lines.map(indented)]
  })
}

/** What a look stands under; some name their subject in their words. */
function titleOf({ check, subject, asked }: Look): string {
  return check === 'conflict' || check === 'let in' || check === 'applies' || (check === 'overlap' && asked === 'names') ? '' : subject
}

function mark({ ok }: Look, paint: Paint): string {
  return ok === undefined ? paint('yellow', '? ') : ok ? paint('green', 'ok') : paint('red', 'no')
}

/** `Accepted=False/NotAllowedByListeners (listener http: namespace)` */
function conditionLine({ type, status, reason, steps }: ExplainedCondition, paint: Paint): string {
  const isBad = status !== (NEGATIVE.includes(type) ? 'False' : 'True')
  const said = paint(status === 'Unknown' ? 'yellow' : isBad ? 'red' : 'green', `${type}=${status}`)
  const failed = isBad ? furthest(steps.filter(({ ok }) => ok === false)) : []
  const because = failed.map((look) => (titleOf(look) === '' ? look.check : `${titleOf(look).replace(/(: | \().*/, '')}: ${look.check}`))
  return `${said}/${oneLine(reason)}${because.length === 0 ? '' : paint('dim', ` (${oneLine([...new Set(because)].join('; '))})`)}`
}

const STAGES: readonly Look['check'][] = ['programmed', 'section', 'port', 'route kind', 'namespace', 'carrier', 'hostname', 'isolation']

/** Of the listeners that a route did not get to, those that it came closest to. */
function furthest(failed: readonly Look[]): readonly Look[] {
  const stageOf = ({ subject, check }: Look) => (subject.startsWith('listener ') ? STAGES.indexOf(check) : -1)
  const last = Math.max(...failed.map(stageOf))
  return failed.filter((look) => stageOf(look) === -1 || stageOf(look) === last)
}

function indented(line: string): string {
  return `  ${line}`
}
