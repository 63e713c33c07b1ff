/** Infections and parasites: ATC J, P and local forms. */
export const innAntiInfectives = `
амоксициллин|Amoxicillinum|J01CA04|penicillins||таблетки: 250 мг, 500 мг, 1000 мг; капсулы: 250 мг, 500 мг; порошок для суспензии: 250 мг/5 мл
амоксициллин + клавулановая кислота|Amoxicillinum + Acidum clavulanicum|J01CR02|penicillins||таблетки: 250 мг + 125 мг, 500 мг + 125 мг, 875 мг + 125 мг; порошок для суспензии: 125 мг + 31,25 мг/5 мл, 250 мг + 62,5 мг/5 мл, 400 мг + 57 мг/5 мл
ампициллин|Ampicillinum|J01CA01|penicillins||таблетки: 250 мг; порошок для инъекций: 500 мг, 1000 мг
бензилпенициллин|Benzylpenicillinum|J01CE01|penicillins||порошок для инъекций: 1000000 ЕД
бензатина бензилпенициллин|Benzathini benzylpenicillinum|J01CE08|penicillins||порошок для суспензии для инъекций: 1200000 ЕД, 2400000 ЕД
цефуроксим|Cefuroximum|J01DC02|cephalosporins||таблетки: 125 мг, 250 мг, 500 мг; порошок для инъекций: 750 мг, 1500 мг
цефтриаксон|Ceftriaxonum|J01DD04|cephalosporins||порошок для инъекций: 500 мг, 1000 мг
цефотаксим|Cefotaximum|J01DD01|cephalosporins||порошок для инъекций: 1000 мг
цефазолин|Cefazolinum|J01DB04|cephalosporins||порошок для инъекций: 500 мг, 1000 мг
цефалексин|Cefalexinum|J01DB01|cephalosporins||капсулы: 250 мг, 500 мг
цефиксим|Cefiximum|J01DD08|cephalosporins||капсулы: 400 мг; порошок для суспензии: 100 мг/5 мл
азитромицин|Azithromycinum|J01FA10|macrolides||таблетки: 125 мг, 250 мг, 500 мг; капсулы: 250 мг, 500 мг; порошок для суспензии: 100 мг/5 мл, 200 мг/5 мл
кларитромицин|Clarithromycinum|J01FA09|macrolides||таблетки: 250 мг, 500 мг; порошок для суспензии: 125 мг/5 мл, 250 мг/5 мл
эритромицин|Erythromycinum|J01FA01|macrolides||таблетки: 250 мг, 500 мг
джозамицин|Josamycinum|J01FA07|macrolides||таблетки: 500 мг
спирамицин|Spiramycinum|J01FA02|macrolides||таблетки: 3000000 МЕ
доксициклин|Doxycyclinum|J01AA02|tetracyclines||капсулы: 100 мг; таблетки: 100 мг
тетрациклин|Tetracyclinum|J01AA07|tetracyclines||таблетки: 100 мг; мазь глазная: 1 %
клиндамицин|Clindamycinum|J01FF01|lincosamides||капсулы: 150 мг, 300 мг
линкомицин|Lincomycinum|J01FF02|lincosamides||капсулы: 250 мг; раствор для инъекций: 300 мг/мл
гентамицин|Gentamicinum|J01GB03|aminoglycosides||раствор для инъекций: 40 мг/мл
тобрамицин|Tobramycinum|S01AA12|aminoglycosides||капли глазные: 3 мг/мл
ципрофлоксацин|Ciprofloxacinum|J01MA02|fluoroquinolones||таблетки: 250 мг, 500 мг; капли глазные: 3 мг/мл
левофлоксацин|Levofloxacinum|J01MA12|fluoroquinolones||таблетки: 250 мг, 500 мг; капли глазные: 5 мг/мл
офлоксацин|Ofloxacinum|J01MA01|fluoroquinolones||таблетки: 200 мг, 400 мг; мазь глазная: 0,3 %
моксифлоксацин|Moxifloxacinum|J01MA14|fluoroquinolones||таблетки: 400 мг
норфлоксацин|Norfloxacinum|J01MA06|fluoroquinolones||таблетки: 400 мг
ко-тримоксазол|Co-trimoxazolum|J01EE01|sulfonamides||таблетки: 480 мг; суспензия: 240 мг/5 мл
фуразидин|Furazidinum|J01XE03|nitrofurans||таблетки: 50 мг; капсулы: 50 мг, 100 мг
нитрофурантоин|Nitrofurantoinum|J01XE01|nitrofurans||таблетки: 50 мг, 100 мг
нифуроксазид|Nifuroxazidum|A07AX03|nitrofurans||капсулы: 100 мг, 200 мг; суспензия: 220 мг/5 мл
фосфомицин|Fosfomycinum|J01XX01|antibacterials-other||гранулы для раствора: 3 г
нитроксолин|Nitroxolinum|J01XX07|antibacterials-other||таблетки: 50 мг
метронидазол|Metronidazolum|J01XD01|nitroimidazoles||таблетки: 250 мг, 500 мг; раствор для инфузий: 5 мг/мл; гель для наружного применения: 1 %
хлорамфеникол|Chloramphenicolum|J01BA01|amphenicols||таблетки: 250 мг, 500 мг; капли глазные: 0,25 %
рифампицин|Rifampicinum|J04AB02|antituberculosis||капсулы: 150 мг, 300 мг
изониазид|Isoniazidum|J04AC01|antituberculosis||таблетки: 100 мг, 300 мг
флуконазол|Fluconazolum|J02AC01|antifungals||капсулы: 50 мг, 100 мг, 150 мг
тербинафин|Terbinafinum|D01BA02|antifungals||таблетки: 250 мг; крем: 1 %
клотримазол|Clotrimazolum|D01AC01|antifungals||крем: 1 %; таблетки вагинальные: 100 мг, 200 мг
нистатин|Nystatinum|A07AA02|antifungals||таблетки: 250000 ЕД, 500000 ЕД
натамицин|Natamycinum|G01AA02|antifungals||суппозитории вагинальные: 100 мг; крем: 2 %
ацикловир|Aciclovirum|J05AB01|antivirals||таблетки: 200 мг, 400 мг; крем: 5 %; мазь глазная: 3 %
валацикловир|Valaciclovirum|J05AB11|antivirals||таблетки: 500 мг
осельтамивир|Oseltamivirum|J05AH02|antivirals||капсулы: 30 мг, 45 мг, 75 мг
римантадин|Rimantadinum|J05AC02|antivirals||таблетки: 50 мг
умифеновир|Umifenovirum|J05AX13|antivirals||капсулы: 50 мг, 100 мг, 200 мг
альбендазол|Albendazolum|P02CA03|anthelmintics||таблетки: 200 мг, 400 мг
мебендазол|Mebendazolum|P02CA01|anthelmintics||таблетки: 100 мг
пирантел|Pyrantelum|P02CC01|anthelmintics||таблетки: 250 мг; суспензия: 250 мг/5 мл
левамизол|Levamisolum|P02CE01|anthelmintics||таблетки: 50 мг, 150 мг
перметрин|Permethrinum|P03AC04|antiparasitics||крем: 5 %; раствор для наружного применения: 0,5 %
бензилбензоат|Benzylii benzoas|P03AX01|antiparasitics||мазь: 20 %; эмульсия для наружного применения: 20 %
`
