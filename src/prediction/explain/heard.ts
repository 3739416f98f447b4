import type { AnyObject } from '../../gateway/objects.ts'
import type { Look, PartStep, StatusStep } from '../../gateway/status-steps.ts'
import type { Condition } from '../condition.ts'
import { type Context, titleOf } from '../status/context.ts'
import type { StatusReader } from '../status.ts'
import type { Explained } from './explanation.ts'

/** The steps that were told, by object and part; told twice is heard once. */
export class Heard {
  readonly #steps = new Map<string, Map<string, PartStep>>()

  readonly trace = ({ object, part, ...step }: StatusStep): void => {
    const place = `${object}|${part}`
    const steps = this.#steps.get(place) ?? new Map<string, PartStep>()
    this.#steps.set(place, steps)
    const key = JSON.stringify(step)
    // What is set once more is set last.
    if ('written' in step) steps.delete(key)
    if (!steps.has(key)) steps.set(key, step as PartStep)
  }

  /** All steps of a part, in order. */
  of(object: Pick<AnyObject, 'kind' | 'metadata'>, part: string): readonly PartStep[] {
    return [...(this.#steps.get(`${titleOf(object)}|${part}`)?.values() ?? [])]
  }
}

/** What is looked at while one object is explained. */
export interface Explaining {
  readonly context: Context
  readonly reader: StatusReader
  readonly heard: Heard
}

/** Conditions with the steps of some parts that bear on them. */
export function withSteps(conditions: readonly Condition[], steps: readonly PartStep[]): Pick<Explained, 'steps' | 'conditions'> {
  const looks = steps.filter((step): step is Look => 'check' in step)
  return {
    steps: looks,
    conditions: conditions.map(({ type, status, reason }) => ({ type, status, reason, steps: looks.filter(({ on }) => on.includes(type)) })),
  }
}
