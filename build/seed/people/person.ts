import type { Day } from '../calendar.ts'
import type { Catchment, Village } from '../data/places.ts'
import type { BilingualName, Sex } from './names.ts'

/** One inhabitant, before anything is written about them. */
export interface Person {
  /** Position in the clinic: gives this person's own stream of chance. */
  index: number
  sex: Sex
  birthDay: Day
  name: BilingualName
  /** Masculine surnames of the birth family, for married women. */
  maiden?: readonly [ru: string, be: string]
  address: { catchment: Catchment; village: Village; street: string; house: string; flat?: string }
  /** Of a child: the parent who comes along. */
  guardian?: { name: string; relation: 'мать' | 'отец' }
  livesAlone: boolean
  /** Days on which this woman gave birth to a child of the household. */
  births: Day[]
  /** A widow's or widower's or the household's phone; children have their guardian's. */
  phone: string
}
