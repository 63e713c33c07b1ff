/** What people here do not tolerate, with the reaction a doctor would write. */
export interface AllergyTemplate {
  substance: string
  category: 'medication' | 'food' | 'environment' | 'biologic' | 'other'
  criticality: 'high' | 'low' | 'unable-to-assess'
  reaction: string
  weight: number
}

export const allergyTemplates: readonly AllergyTemplate[] = [
  {
    substance: 'Пенициллин',
    category: 'medication',
    criticality: 'high',
    reaction: 'анафилактический шок',
    weight: 3,
  },
  { substance: 'Пенициллины', category: 'medication', criticality: 'low', reaction: 'крапивница', weight: 9 },
  {
    substance: 'Амоксициллин',
    category: 'medication',
    criticality: 'low',
    reaction: 'кореподобная сыпь',
    weight: 6,
  },
  {
    substance: 'Цефтриаксон',
    category: 'medication',
    criticality: 'high',
    reaction: 'отёк Квинке',
    weight: 4,
  },
  {
    substance: 'Новокаин',
    category: 'medication',
    criticality: 'high',
    reaction: 'отёк Квинке, потеря сознания',
    weight: 6,
  },
  {
    substance: 'Лидокаин',
    category: 'medication',
    criticality: 'high',
    reaction: 'падение АД, крапивница',
    weight: 4,
  },
  {
    substance: 'Метамизол натрия',
    category: 'medication',
    criticality: 'low',
    reaction: 'крапивница',
    weight: 7,
  },
  {
    substance: 'Ацетилсалициловая кислота',
    category: 'medication',
    criticality: 'high',
    reaction: 'бронхоспазм',
    weight: 5,
  },
  {
    substance: 'Диклофенак',
    category: 'medication',
    criticality: 'low',
    reaction: 'кожный зуд, сыпь',
    weight: 4,
  },
  {
    substance: 'Сульфаметоксазол + триметоприм',
    category: 'medication',
    criticality: 'low',
    reaction: 'сыпь',
    weight: 5,
  },
  {
    substance: 'Йодсодержащие препараты',
    category: 'medication',
    criticality: 'low',
    reaction: 'сыпь, отёк век',
    weight: 4,
  },
  { substance: 'Эналаприл', category: 'medication', criticality: 'low', reaction: 'сухой кашель', weight: 6 },
  {
    substance: 'Витамины группы B',
    category: 'medication',
    criticality: 'low',
    reaction: 'гиперемия, зуд',
    weight: 3,
  },
  { substance: 'Яд пчелы', category: 'environment', criticality: 'high', reaction: 'отёк Квинке', weight: 5 },
  {
    substance: 'Яд осы',
    category: 'environment',
    criticality: 'low',
    reaction: 'выраженный местный отёк',
    weight: 4,
  },
  {
    substance: 'Пыльца берёзы',
    category: 'environment',
    criticality: 'low',
    reaction: 'поллиноз',
    weight: 7,
  },
  {
    substance: 'Пыльца злаковых трав',
    category: 'environment',
    criticality: 'low',
    reaction: 'ринит, конъюнктивит',
    weight: 6,
  },
  { substance: 'Домашняя пыль', category: 'environment', criticality: 'low', reaction: 'ринит', weight: 4 },
  {
    substance: 'Шерсть кошки',
    category: 'environment',
    criticality: 'low',
    reaction: 'ринит, слезотечение',
    weight: 4,
  },
  { substance: 'Цитрусовые', category: 'food', criticality: 'low', reaction: 'крапивница', weight: 6 },
  {
    substance: 'Куриное яйцо',
    category: 'food',
    criticality: 'low',
    reaction: 'атопический дерматит',
    weight: 4,
  },
  {
    substance: 'Коровье молоко',
    category: 'food',
    criticality: 'low',
    reaction: 'атопический дерматит',
    weight: 4,
  },
  { substance: 'Арахис', category: 'food', criticality: 'high', reaction: 'отёк губ, крапивница', weight: 2 },
  { substance: 'Рыба', category: 'food', criticality: 'low', reaction: 'крапивница', weight: 3 },
  { substance: 'Латекс', category: 'other', criticality: 'low', reaction: 'контактный дерматит', weight: 2 },
]
