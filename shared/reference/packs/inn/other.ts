/** Breathing, allergy, skin, eyes, ears, urgent help: ATC R, D, S, V. */
export const innOther = `
сальбутамол|Salbutamolum|R03AC02|beta2-agonists||аэрозоль для ингаляций: 100 мкг/доза; раствор для ингаляций: 1 мг/мл
фенотерол|Fenoterolum|R03AC04|beta2-agonists||аэрозоль для ингаляций: 100 мкг/доза
формотерол|Formoterolum|R03AC13|beta2-agonists||порошок для ингаляций: 12 мкг/доза
ипратропия бромид|Ipratropii bromidum|R03BB01|inhaled-anticholinergics||аэрозоль для ингаляций: 20 мкг/доза; раствор для ингаляций: 0,25 мг/мл
ипратропия бромид + фенотерол|Ipratropii bromidum + Fenoterolum|R03AL01|inhaled-anticholinergics||аэрозоль для ингаляций: 20 мкг + 50 мкг/доза; раствор для ингаляций: 0,25 мг + 0,5 мг/мл
тиотропия бромид|Tiotropii bromidum|R03BB04|inhaled-anticholinergics||порошок для ингаляций: 18 мкг/доза; раствор для ингаляций: 2,5 мкг/доза
беклометазон|Beclometasonum|R03BA01|inhaled-glucocorticoids||аэрозоль для ингаляций: 50 мкг/доза, 100 мкг/доза, 250 мкг/доза; спрей назальный: 50 мкг/доза
будесонид|Budesonidum|R03BA02|inhaled-glucocorticoids||суспензия для ингаляций: 0,25 мг/мл, 0,5 мг/мл; порошок для ингаляций: 200 мкг/доза
флутиказон|Fluticasonum|R03BA05|inhaled-glucocorticoids||аэрозоль для ингаляций: 125 мкг/доза, 250 мкг/доза; спрей назальный: 50 мкг/доза
салметерол + флутиказон|Salmeterolum + Fluticasonum|R03AK06|inhaled-combinations||аэрозоль для ингаляций: 25 мкг + 125 мкг/доза, 25 мкг + 250 мкг/доза
формотерол + будесонид|Formoterolum + Budesonidum|R03AK07|inhaled-combinations||порошок для ингаляций: 4,5 мкг + 160 мкг/доза
мометазон|Mometasonum|R01AD09|nasal-glucocorticoids||спрей назальный: 50 мкг/доза; крем: 0,1 %
монтелукаст|Montelukastum|R03DC03|leukotriene-antagonists||таблетки жевательные: 4 мг, 5 мг; таблетки: 10 мг
теофиллин|Theophyllinum|R03DA04|xanthines||таблетки с замедленным высвобождением: 100 мг, 200 мг, 300 мг
аминофиллин|Aminophyllinum|R03DA05|xanthines||таблетки: 150 мг; раствор для инъекций: 24 мг/мл
амброксол|Ambroxolum|R05CB06|mucolytics||таблетки: 30 мг; сироп: 15 мг/5 мл, 30 мг/5 мл; раствор для ингаляций: 7,5 мг/мл
ацетилцистеин|Acetylcysteinum|R05CB01|mucolytics||таблетки шипучие: 200 мг, 600 мг; гранулы для раствора: 200 мг
бромгексин|Bromhexinum|R05CB02|mucolytics||таблетки: 8 мг; раствор для приёма внутрь: 4 мг/5 мл
карбоцистеин|Carbocisteinum|R05CB03|mucolytics||капсулы: 375 мг; сироп: 125 мг/5 мл, 250 мг/5 мл
кодеин|Codeinum|R05DA04|opioids|N|таблетки: 15 мг
бутамират|Butamiratum|R05DB13|antitussives||сироп: 1,5 мг/мл; таблетки: 50 мг
преноксдиазин|Prenoxdiazinum|R05DB18|antitussives||таблетки: 100 мг
ксилометазолин|Xylometazolinum|R01AA07|nasal-decongestants||капли назальные: 0,05 %, 0,1 %; спрей назальный: 0,05 %, 0,1 %
оксиметазолин|Oxymetazolinum|R01AA05|nasal-decongestants||спрей назальный: 0,05 %; капли назальные: 0,01 %, 0,025 %
нафазолин|Naphazolinum|R01AA08|nasal-decongestants||капли назальные: 0,05 %, 0,1 %
лоратадин|Loratadinum|R06AX13|antihistamines||таблетки: 10 мг; сироп: 1 мг/мл
дезлоратадин|Desloratadinum|R06AX27|antihistamines||таблетки: 5 мг; сироп: 0,5 мг/мл
цетиризин|Cetirizinum|R06AE07|antihistamines||таблетки: 10 мг; капли для приёма внутрь: 10 мг/мл
левоцетиризин|Levocetirizinum|R06AE09|antihistamines||таблетки: 5 мг
фексофенадин|Fexofenadinum|R06AX26|antihistamines||таблетки: 120 мг, 180 мг
хлоропирамин|Chloropyraminum|R06AC03|antihistamines||таблетки: 25 мг; раствор для инъекций: 20 мг/мл
дифенгидрамин|Diphenhydraminum|R06AA02|antihistamines||раствор для инъекций: 10 мг/мл; таблетки: 50 мг
клемастин|Clemastinum|R06AA04|antihistamines||таблетки: 1 мг; раствор для инъекций: 1 мг/мл
хлоргексидин|Chlorhexidinum|D08AC02|antiseptics||раствор для наружного применения: 0,05 %
повидон-йод|Povidonum-Iodum|D08AG02|antiseptics||раствор для наружного применения: 10 %; мазь: 10 %|Povidoni-Iodi
водорода пероксид|Hydrogenii peroxydum|D08AX01|antiseptics||раствор для наружного применения: 3 %
мупироцин|Mupirocinum|D06AX09|topical-antibacterials||мазь: 2 %
бетаметазон|Betamethasonum|D07AC01|topical-glucocorticoids||крем: 0,1 %; мазь: 0,1 %
клобетазол|Clobetasolum|D07AD01|topical-glucocorticoids||крем: 0,05 %; мазь: 0,05 %
декспантенол|Dexpanthenolum|D03AX03|dermatoprotectors||крем: 5 %; мазь: 5 %; аэрозоль: 4,63 %
салициловая кислота|Acidum salicylicum|D01AE12|keratolytics||мазь: 2 %, 5 %; раствор для наружного применения: 1 %, 2 %
бензоила пероксид|Benzoylii peroxydum|D10AE01|acne||гель: 2,5 %, 5 %
адапален|Adapalenum|D10AD03|acne||гель: 0,1 %; крем: 0,1 %
тимолол|Timololum|S01ED01|antiglaucoma||капли глазные: 0,25 %, 0,5 %
латанопрост|Latanoprostum|S01EE01|antiglaucoma||капли глазные: 0,005 %
дорзоламид|Dorzolamidum|S01EC03|antiglaucoma||капли глазные: 2 %
пилокарпин|Pilocarpinum|S01EB01|antiglaucoma||капли глазные: 1 %
тропикамид|Tropicamidum|S01FA06|mydriatics||капли глазные: 0,5 %, 1 %
сульфацетамид|Sulfacetamidum|S01AB04|sulfonamides||капли глазные: 20 %
налоксон|Naloxonum|V03AB15|antidotes||раствор для инъекций: 0,4 мг/мл
протамина сульфат|Protamini sulfas|V03AB14|antidotes||раствор для инъекций: 10 мг/мл
кальция глюконат|Calcii gluconas|A12AA03|minerals||раствор для инъекций: 100 мг/мл; таблетки: 500 мг
`
