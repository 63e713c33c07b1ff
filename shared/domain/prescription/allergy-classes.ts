/**
 * Classes of drugs by which allergies are spoken of: words under which a class stands in a record (stems, Russian,
 * Belarusian, English), and what belongs to it, by ATC code or, where a drug came without one, by the shape of its
 * name. Own compilation by the ATC hierarchy; needs a clinical sign-off.
 */
export interface AllergyClass {
  id: string
  /** Stems that name the class in a text. */
  words: string[]
  atc: string[]
  /** Branches of those codes that are no part of the class. */
  except?: string[]
  /** Names of its drugs, Russian, English or Latin, where there is no ATC code. */
  names?: RegExp
  /** Classes that may cross-react: a warning, not a stop. */
  cross?: string[]
}

export const allergyClasses: AllergyClass[] = [
  {
    id: 'penicillins',
    words: ['пенициллин', 'пеніцылін', 'penicillin'],
    atc: ['J01C'],
    names: /циллин|cillin/,
    cross: ['cephalosporins', 'carbapenems'],
  },
  {
    id: 'cephalosporins',
    words: ['цефалоспорин', 'цэфаласпарын', 'cephalosporin'],
    atc: ['J01DB', 'J01DC', 'J01DD', 'J01DE', 'J01DI'],
    names: /^цеф|^c(f|ef|eph)/,
    cross: ['penicillins', 'carbapenems'],
  },
  { id: 'carbapenems', words: ['карбапенем', 'carbapenem'], atc: ['J01DH'], names: /пенем$|penem/, cross: ['penicillins', 'cephalosporins'] },
  { id: 'macrolides', words: ['макролид', 'макралід', 'macrolide'], atc: ['J01FA'], names: /тромицин|джозамицин|thromycin/ },
  { id: 'lincosamides', words: ['линкозамид', 'lincosamide'], atc: ['J01FF'], names: /^линкомицин|^клиндамицин/ },
  { id: 'tetracyclines', words: ['тетрациклин', 'тэтрацыклін', 'tetracycline'], atc: ['J01AA'], names: /циклин$|cycline$/ },
  {
    id: 'sulfonamides',
    words: ['сульфаниламид', 'сульфанілам', 'сульфамид', 'сульфонамид', 'sulfonamide', 'sulfa drug'],
    atc: ['J01E'],
    names: /сульфаме|сульфади|ко-тримоксазол|sulfameth|sulfadi/,
  },
  { id: 'fluoroquinolones', words: ['фторхинолон', 'фторхіналон', 'quinolone'], atc: ['J01MA'], names: /флоксацин|floxacin/ },
  { id: 'aminoglycosides', words: ['аминогликозид', 'амінагліказід', 'aminoglycoside'], atc: ['J01G'], names: /^гентамицин|^амикацин|^стрептомицин/ },
  {
    id: 'nsaid',
    words: ['нпвс', 'нпвп', 'нспвс', 'нестероид', 'нестэроід', 'nsaid', 'аспирин', 'аспірын', 'aspirin'],
    atc: ['M01A', 'M02AA', 'N02BA', 'B01AC06'],
    // Glucosamine, diacerein and chondroitin stand beside them in ATC but do not inhibit cyclo-oxygenase.
    except: ['M01AX05', 'M01AX21', 'M01AX25', 'M01AX12', 'M01AX24', 'M01AX26'],
    names: /ацетилсалицил|ибупрофен|диклофенак|кетопрофен|кеторолак|нимесулид|мелоксикам|индометацин|напроксен|ibuprofen|diclofenac|naproxen/,
    cross: ['pyrazolones'],
  },
  { id: 'pyrazolones', words: ['пиразолон', 'анальгин', 'анальгін'], atc: ['N02BB', 'M01AA'], names: /метамизол/, cross: ['nsaid'] },
  { id: 'local-anaesthetics', words: ['местн анестет', 'анестетик', 'новокаин', 'наваракаін'], atc: ['N01B'], names: /каин$|caine$/ },
  { id: 'ace-inhibitors', words: ['ингибитор апф', 'иапф', 'инг апф', 'ace inhibitor'], atc: ['C09A', 'C09B'], names: /прил$|pril$/ },
  { id: 'statins', words: ['статин', 'статын', 'statin'], atc: ['C10AA'], names: /вастатин$|vastatin$/ },
  { id: 'iodine', words: ['йод', 'ёд', 'iodine'], atc: ['V08A', 'D08AG', 'H03C'], names: /йод|iod/ },
] // biome-ignore format: a table
