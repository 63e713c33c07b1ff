/** The fictional district. Nothing here is a real unit; the names are of the kind that is met everywhere. */
export const region = 'Витебская область'
export const district = 'Приозёрский район'

export interface Village {
  settlement: string
  /** Share of the clinic's people. */
  weight: number
  streets: readonly string[]
}

export interface Catchment {
  facilityId: string
  selsovet: string
  villages: readonly Village[]
}

export const catchments: readonly Catchment[] = [
  {
    facilityId: 'facility:zarechye',
    selsovet: 'Заречский сельсовет',
    villages: [
      {
        settlement: 'аг. Заречье',
        weight: 34,
        streets: [
          'ул. Центральная',
          'ул. Советская',
          'ул. Школьная',
          'ул. Молодёжная',
          'ул. Садовая',
          'ул. Набережная',
          'ул. Янки Купалы',
          'ул. Мира',
          'ул. Новая',
          'пер. Садовый',
          'ул. Победы',
        ],
      },
      { settlement: 'д. Заболотье', weight: 4, streets: ['ул. Полевая', 'ул. Лесная'] },
      { settlement: 'д. Старинки', weight: 4, streets: ['ул. Центральная', 'ул. Зелёная'] },
      { settlement: 'д. Дубровка', weight: 3, streets: ['ул. Дубовая'] },
    ],
  },
  {
    facilityId: 'facility:lugovaya',
    selsovet: 'Луговской сельсовет',
    villages: [
      {
        settlement: 'д. Луговая',
        weight: 14,
        streets: ['ул. Центральная', 'ул. Луговая', 'ул. Якуба Коласа', 'ул. Партизанская', 'ул. Садовая'],
      },
      { settlement: 'д. Слободка', weight: 4, streets: ['ул. Речная', 'ул. Солнечная'] },
      { settlement: 'д. Гута', weight: 2, streets: ['ул. Заводская'] },
    ],
  },
  {
    facilityId: 'facility:verhniy-bor',
    selsovet: 'Верхнеборский сельсовет',
    villages: [
      {
        settlement: 'д. Верхний Бор',
        weight: 12,
        streets: ['ул. Центральная', 'ул. Лесная', 'ул. Боровая', 'ул. Молодёжная', 'ул. Мира'],
      },
      { settlement: 'д. Нижний Бор', weight: 4, streets: ['ул. Лесная', 'ул. Песчаная'] },
      { settlement: 'х. Ясень', weight: 1, streets: ['ул. Хуторская'] },
    ],
  },
  {
    facilityId: 'facility:ozertsy',
    selsovet: 'Озерецкий сельсовет',
    villages: [
      {
        settlement: 'д. Озерцы',
        weight: 11,
        streets: ['ул. Озёрная', 'ул. Центральная', 'ул. Набережная', 'ул. Рыбацкая', 'ул. Зелёная'],
      },
      { settlement: 'д. Рудня', weight: 4, streets: ['ул. Центральная', 'ул. Мельничная'] },
      { settlement: 'д. Новосёлки', weight: 3, streets: ['ул. Новая', 'ул. Колхозная'] },
    ],
  },
]
