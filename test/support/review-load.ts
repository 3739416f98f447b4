import { readdir } from 'node:fs/promises'
import { Agent } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { post } from './admission-caller.ts'
import type { Serve } from './serve.ts'

/** What is asked, again and again; made anew for each call. */
export interface Asked {
  readonly name: string
  readonly body: (n: number) => object
}

export interface Told {
  readonly name: string
  /** By the clock of `performance.now`. */
  readonly began: number
  readonly elapsed: number
  readonly timeout: number
  readonly allowed: boolean
  readonly text: string
}

export interface ReviewLoad {
  readonly told: readonly Told[]
  /** Calls that brought no answer of the webhook, in words. */
  readonly failed: readonly string[]
  stop(): Promise<void>
}

const TIMEOUTS = [1000, 2000, 5000, 10_000]

/** One review by the process itself, as the API server calls it. */
export async function askFor(serve: Serve, agent: Agent, { name, body }: Asked, n: number, timeout: number): Promise<Told> {
  const began = performance.now()
  const target = { port: Number(new URL(serve.url).port), ca: '' }
  const answer = await post(target, `/validate?timeout=${timeout}ms`, JSON.stringify(body(n)), { agent })
  const elapsed = performance.now() - began
  if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${answer.body}`)
  const { response } = JSON.parse(answer.body.toString()) as {
    response: { allowed: boolean; status?: { message: string }; warnings?: readonly string[] }
  }
  const text = [response.status?.message ?? '', ...(response.warnings ?? [])].join('\n')
  return { name, began, elapsed, timeout, allowed: response.allowed, text }
}

/** Trusts any certificate: whether it is trusted is the API server's part. */
export const trusting = () => new Agent({ keepAlive: true, rejectUnauthorized: false })

/** Asks for everything in turn on so many connections, each with its own timeout, until it is stopped. */
export function reviewLoad(serve: Serve, asked: readonly Asked[], connections: number): ReviewLoad {
  const told: Told[] = []
  const failed: string[] = []
  let goesOn = true
  let n = 0
  const worker = async (first: number) => {
    const agent = trusting()
    for (let turn = first; goesOn; turn++) {
      try {
        const timeout = TIMEOUTS[(turn + first) % TIMEOUTS.length] as number
        told.push(await askFor(serve, agent, asked[turn % asked.length] as Asked, n++, timeout))
      } catch (error) {
        failed.push(String(error))
      }
      await sleep(10)
    }
    agent.destroy()
  }
  const workers = Array.from({ length: connections }, (_, index) => worker(index))
  return {
    told,
    failed,
    stop: async () => {
      goesOn = false
      await Promise.all(workers)
    },
  }
}

/** Open descriptors of a process, 0 where the system does not tell. */
export async function descriptorsOf(pid: number | undefined): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`).catch(() => [])).length
}
