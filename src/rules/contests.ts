import type { Contest } from '../prediction/contests/contest.ts'
import type { Prediction } from '../prediction/prediction.ts'
import type { Said } from './rule.ts'
import { enumerate, otherWords } from './words.ts'

/** What is said of the contests of a route that a rule picks; `say` has the words of one. */
export function saidOf(
  prediction: Prediction,
  isMine: (contest: Contest) => boolean,
  say: (contest: Contest, words: { readonly winner: string; readonly where: string }) => Pick<Said, 'message' | 'hint'>,
): Said[] {
  if (prediction.kind !== 'Route') return []
  return prediction.contests.filter(isMine).map((contest): Said => {
    const { path, key, winner, condition } = contest
    const words = say(contest, { winner: `${otherWords(winner, prediction.object)} ${BEFORE[contest.because]}`, where: whereWords(contest) })
    const rests = { kind: winner.kind, namespace: winner.metadata.namespace ?? '', name: winner.metadata.name, state: 'found' as const }
    return { path, key, ...words, restsOn: [rests], ...(condition && { condition }) }
  })
}

const BEFORE: Readonly<Record<Contest['because'], string>> = {
  older: 'is older',
  'by name': 'comes first by name at equal age',
  'longer hostname': 'writes a longer hostname',
}

/** `on listener "web" for a.example and b.example` */
function whereWords({ listeners, hostnames }: Contest): string {
  const named = hostnames.filter((hostname) => hostname !== '')
  const on = `on ${listeners.length > 1 ? 'listeners' : 'listener'} ${enumerate(listeners.map((name) => `"${name}"`))}`
  return named.length > 0 && named.length === hostnames.length ? `${on} for ${enumerate(named)}` : on
}

/** `this rule`, as the path of a contest names it. */
export function partWords({ path }: Contest): string {
  return path === 'spec.rules' ? 'any rule here' : path.includes('matches') ? 'this match' : 'this rule'
}
