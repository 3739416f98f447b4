import { describe, expect, test } from 'vitest'
import { Flights } from '../../src/cluster/flights.ts'

const clock = () => performance.now()
const SOON = () => clock() + 10_000
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Work that ends when it is told to, with how often it was begun and what it was told. */
function work() {
  const begun: { readonly land: (value: string) => void; readonly fail: (error: Error) => void; readonly signal: AbortSignal }[] = []
  const fly = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      begun.push({ land: resolve, fail: reject, signal })
    })
  return { begun, fly }
}

describe('who asks for the same', () => {
  test('at one time shares one flight', async () => {
    const { begun, fly } = work()
    const flights = new Flights<string>(10, clock)
    const both = [flights.take('a', SOON(), fly), flights.take('a', SOON(), fly), flights.take('b', SOON(), fly)]
    await turn()
    expect(begun).toHaveLength(2)
    for (const { land } of begun) land('there')
    expect(await Promise.all(both.map(({ landed }) => landed))).toEqual(['there', 'there', 'there'])
  })

  test('while it is under way shares the next one, which begins when that has landed or failed', async () => {
    const { begun, fly } = work()
    const flights = new Flights<string>(10, clock)
    const first = flights.take('a', SOON(), fly)
    await turn()
    const asked = clock()
    const [second, third] = [flights.take('a', SOON(), fly), flights.take('a', SOON(), fly)]
    await turn()
    expect(begun).toHaveLength(1)
    begun[0]?.fail(new Error('broken'))
    await expect(first.landed).rejects.toThrow('broken')
    await turn()
    expect(begun).toHaveLength(2)
    begun[1]?.land('later')
    expect([await second.landed, await third.landed]).toEqual(['later', 'later'])
    expect(second.began).toBeGreaterThanOrEqual(asked)
    // Nothing is left over of either.
    const fourth = flights.take('a', SOON(), fly)
    await turn()
    expect(begun).toHaveLength(3)
    begun[2]?.land('again')
    expect(await fourth.landed).toBe('again')
  })
})

test('a flight ends when the last one who waits gives up, and not before', async () => {
  const { begun, fly } = work()
  const flights = new Flights<string>(10, clock)
  const began = clock()
  const flight = flights.take('a', began + 40, fly)
  flights.take('a', began + 120, fly)
  await expect(flight.landed).rejects.toThrow('nobody waits')
  expect(clock() - began).toBeGreaterThanOrEqual(119)
  expect(clock() - began).toBeLessThan(2000)
  expect(begun.map(({ signal }) => signal.aborted)).toEqual([true])
})

test('more than may fly wait for their turn; who gives up before leaves the turn to the next', async () => {
  const { begun, fly } = work()
  const flights = new Flights<string>(2, clock)
  const [, , late, next] = [
    flights.take('a', SOON(), fly),
    flights.take('b', SOON(), fly),
    flights.take('late', clock() + 20, fly),
    flights.take('next', SOON(), fly),
  ]
  await expect(late?.landed).rejects.toThrow('nobody waits')
  expect([begun.length, late?.began, next?.began]).toEqual([2, undefined, undefined])
  begun[0]?.land('a')
  await turn()
  expect(begun).toHaveLength(3)
  begun[2]?.land('at last')
  expect(await next?.landed).toBe('at last')
  begun[1]?.fail(new Error('b'))
  await turn()
  // As much room as at the start.
  for (const key of ['x', 'y', 'z']) flights.take(key, clock() + 200, fly).landed.catch(() => {})
  await turn()
  expect(begun).toHaveLength(5)
})

test('what nobody could wait for is never begun', async () => {
  const { begun, fly } = work()
  await expect(new Flights<string>(1, clock).take('a', clock() - 1, fly).landed).rejects.toThrow('nobody waits')
  expect(begun).toEqual([])
})
