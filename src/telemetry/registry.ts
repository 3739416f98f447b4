/** Counters, gauges and histograms in the Prometheus text format, as little of it as is used here. */

type Labels = readonly string[]

interface Family {
  render(): string
}

const SEPARATOR = '\u0000'

export class Registry {
  readonly #families: Family[] = []
  readonly #collectors: (() => void)[] = []
  readonly #names = new Set<string>()

  counter(name: string, help: string, labelNames: Labels = []): Counter {
    return this.#add(name, new Counter(name, help, labelNames, 'counter'))
  }

  gauge(name: string, help: string, labelNames: Labels = []): Counter {
    return this.#add(name, new Counter(name, help, labelNames, 'gauge'))
  }

  /** `bounds` ascend; the bucket of all values is added. */
  histogram(name: string, help: string, bounds: readonly number[], labelNames: Labels = []): Histogram {
    return this.#add(name, new Histogram(name, help, bounds, labelNames))
  }

  /** Called before each rendering, to set what is known only by asking. */
  onCollect(collect: () => void): void {
    this.#collectors.push(collect)
  }

  render(): string {
    for (const collect of this.#collectors) collect()
    return this.#families.map((family) => family.render()).join('')
  }

  #add<T extends Family>(name: string, family: T): T {
    if (this.#names.has(name)) throw new Error(`metric ${name} is registered twice`)
    this.#names.add(name)
    this.#families.push(family)
    return family
  }
}

/** A counter or a gauge: they differ in what the reader may make of them. */
export class Counter implements Family {
  readonly #head: string
  readonly #name: string
  readonly #labelNames: Labels
  readonly #values = new Map<string, number>()

  constructor(name: string, help: string, labelNames: Labels, type: 'counter' | 'gauge') {
    this.#name = name
    this.#labelNames = labelNames
    this.#head = header(name, help, type)
    if (labelNames.length === 0 && type === 'counter') this.#values.set('', 0)
  }

  inc(labels: Labels = [], by = 1): void {
    const key = labels.join(SEPARATOR)
    this.#values.set(key, (this.#values.get(key) ?? 0) + by)
  }

  /** For a gauge, or a counter of what is counted elsewhere. */
  set(value: number, labels: Labels = []): void {
    this.#values.set(labels.join(SEPARATOR), value)
  }

  clear(): void {
    this.#values.clear()
  }

  render(): string {
    const lines = [...this.#values].map(([key, value]) => `${this.#name}${labelText(this.#labelNames, key)} ${number(value)}\n`)
    return this.#head + lines.join('')
  }
}

interface Series {
  readonly buckets: Float64Array
  sum: number
}

export class Histogram implements Family {
  readonly #head: string
  readonly #name: string
  readonly #labelNames: Labels
  readonly #bounds: readonly number[]
  readonly #series = new Map<string, Series>()

  constructor(name: string, help: string, bounds: readonly number[], labelNames: Labels) {
    this.#name = name
    this.#labelNames = labelNames
    this.#bounds = bounds
    this.#head = header(name, help, 'histogram')
  }

  observe(value: number, labels: Labels = []): void {
    const key = labels.join(SEPARATOR)
    let series = this.#series.get(key)
    if (!series) {
      series = { buckets: new Float64Array(this.#bounds.length + 1), sum: 0 }
      this.#series.set(key, series)
    }
    let bucket = 0
    while (bucket < this.#bounds.length && value > (this.#bounds[bucket] as number)) bucket++
    series.buckets[bucket] = (series.buckets[bucket] as number) + 1
    series.sum += value
  }

  render(): string {
    let text = this.#head
    for (const [key, { buckets, sum }] of this.#series) {
      let count = 0
      buckets.forEach((inBucket, index) => {
        count += inBucket
        const le = index < this.#bounds.length ? String(this.#bounds[index]) : '+Inf'
        text += `${this.#name}_bucket${labelText([...this.#labelNames, 'le'], this.#labelNames.length === 0 ? le : key + SEPARATOR + le)} ${count}\n`
      })
      text += `${this.#name}_sum${labelText(this.#labelNames, key)} ${number(sum)}\n`
      text += `${this.#name}_count${labelText(this.#labelNames, key)} ${count}\n`
    }
    return text
  }
}

function header(name: string, help: string, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
}

function labelText(names: Labels, key: string): string {
  if (names.length === 0) return ''
  const values = key.split(SEPARATOR)
  return `{${names.map((name, index) => `${name}="${escaped(values[index] ?? '')}"`).join(',')}}`
}

function escaped(value: string): string {
  return value.replace(/[\\"\n]/g, (char) => (char === '\n' ? '\\n' : `\\${char}`))
}

function number(value: number): string {
  return value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value)
}
