/** Digestion, metabolism, hormones: ATC A, G and H. */
export const innMetabolic = `
омепразол|Omeprazolum|A02BC01|proton-pump-inhibitors||капсулы: 20 мг, 40 мг
пантопразол|Pantoprazolum|A02BC02|proton-pump-inhibitors||таблетки: 20 мг, 40 мг
рабепразол|Rabeprazolum|A02BC04|proton-pump-inhibitors||таблетки: 10 мг, 20 мг
эзомепразол|Esomeprazolum|A02BC05|proton-pump-inhibitors||таблетки: 20 мг, 40 мг
фамотидин|Famotidinum|A02BA03|h2-blockers||таблетки: 20 мг, 40 мг
висмута трикалия дицитрат|Bismuthi trikalii dicitras|A02BX05|gastroprotectors||таблетки: 120 мг
алгелдрат|Algeldratum|A02AB01|antacids||суспензия для приёма внутрь: 
дротаверин|Drotaverinum|A03AD02|spasmolytics||таблетки: 40 мг, 80 мг; раствор для инъекций: 20 мг/мл
папаверин|Papaverinum|A03AD01|spasmolytics||таблетки: 10 мг, 40 мг; раствор для инъекций: 20 мг/мл
мебеверин|Mebeverinum|A03AA04|spasmolytics||таблетки: 135 мг; капсулы: 200 мг
платифиллин|Platyphyllinum|A03BB|spasmolytics||раствор для инъекций: 2 мг/мл
атропин|Atropinum|A03BA01|anticholinergics||раствор для инъекций: 1 мг/мл; капли глазные: 1 %
симетикон|Simeticonum|A03AX13|antiflatulents||капсулы: 40 мг; эмульсия: 40 мг/мл
метоклопрамид|Metoclopramidum|A03FA01|prokinetics||таблетки: 10 мг; раствор для инъекций: 5 мг/мл
домперидон|Domperidonum|A03FA03|prokinetics||таблетки: 10 мг; суспензия: 1 мг/мл
ондансетрон|Ondansetronum|A04AA01|antiemetics||таблетки: 4 мг, 8 мг; раствор для инъекций: 2 мг/мл
урсодезоксихолевая кислота|Acidum ursodeoxycholicum|A05AA02|hepatotropics||капсулы: 250 мг, 500 мг
адеметионин|Ademetioninum|A16AA02|hepatotropics||таблетки: 400 мг, 500 мг; порошок для инъекций: 400 мг
панкреатин|Pancreatinum|A09AA02|enzymes||капсулы: 10000 ЕД, 25000 ЕД; таблетки: 3500 ЕД
лактулоза|Lactulosum|A06AD11|laxatives||сироп: 667 мг/мл
бисакодил|Bisacodylum|A06AB02|laxatives||таблетки: 5 мг; суппозитории ректальные: 10 мг
макрогол|Macrogolum|A06AD15|laxatives||порошок для раствора: 4 г, 10 г
лоперамид|Loperamidum|A07DA03|antidiarrhoeals||капсулы: 2 мг; таблетки: 2 мг
активированный уголь|Carbo activatus|A07BA01|enterosorbents||таблетки: 250 мг|Carbonis activati
смектит диоктаэдрический|Smectitum dioctaedricum|A07BC05|enterosorbents||порошок для суспензии: 3 г
месалазин|Mesalazinum|A07EC02|aminosalicylates||таблетки: 500 мг; суппозитории ректальные: 500 мг
сульфасалазин|Sulfasalazinum|A07EC01|aminosalicylates||таблетки: 500 мг
метформин|Metforminum|A10BA02|biguanides||таблетки: 500 мг, 850 мг, 1000 мг; таблетки с замедленным высвобождением: 500 мг, 750 мг, 1000 мг
гликлазид|Gliclazidum|A10BB09|sulfonylureas||таблетки: 80 мг; таблетки с модифицированным высвобождением: 30 мг, 60 мг
глимепирид|Glimepiridum|A10BB12|sulfonylureas||таблетки: 1 мг, 2 мг, 3 мг, 4 мг
глибенкламид|Glibenclamidum|A10BB01|sulfonylureas||таблетки: 3,5 мг, 5 мг
ситаглиптин|Sitagliptinum|A10BH01|dpp4-inhibitors||таблетки: 50 мг, 100 мг
вилдаглиптин|Vildagliptinum|A10BH02|dpp4-inhibitors||таблетки: 50 мг
дапаглифлозин|Dapagliflozinum|A10BK01|sglt2-inhibitors||таблетки: 5 мг, 10 мг
эмпаглифлозин|Empagliflozinum|A10BK03|sglt2-inhibitors||таблетки: 10 мг, 25 мг
инсулин человеческий|Insulinum humanum|A10AB01|insulins||раствор для инъекций: 100 МЕ/мл; суспензия для инъекций: 100 МЕ/мл
инсулин гларгин|Insulinum glarginum|A10AE04|insulins||раствор для инъекций: 100 МЕ/мл
инсулин аспарт|Insulinum aspartum|A10AB05|insulins||раствор для инъекций: 100 МЕ/мл
инсулин лизпро|Insulinum lisprum|A10AB04|insulins||раствор для инъекций: 100 МЕ/мл
левотироксин натрия|Levothyroxinum natricum|H03AA01|thyroid-hormones||таблетки: 25 мкг, 50 мкг, 75 мкг, 100 мкг, 125 мкг, 150 мкг
тиамазол|Thiamazolum|H03BB02|antithyroid||таблетки: 5 мг, 10 мг
калия йодид|Kalii iodidum|H03CA|iodine||таблетки: 100 мкг, 200 мкг
преднизолон|Prednisolonum|H02AB06|glucocorticoids||таблетки: 5 мг; раствор для инъекций: 30 мг/мл; мазь: 0,5 %
дексаметазон|Dexamethasonum|H02AB02|glucocorticoids||таблетки: 0,5 мг; раствор для инъекций: 4 мг/мл; капли глазные: 0,1 %
метилпреднизолон|Methylprednisolonum|H02AB04|glucocorticoids||таблетки: 4 мг, 16 мг
гидрокортизон|Hydrocortisonum|H02AB09|glucocorticoids||мазь: 1 %; мазь глазная: 0,5 %, 1 %
колекальциферол|Colecalciferolum|A11CC05|vitamins||капли для приёма внутрь: 15000 МЕ/мл; капсулы: 1000 МЕ, 2000 МЕ
аскорбиновая кислота|Acidum ascorbicum|A11GA01|vitamins||таблетки: 50 мг, 500 мг; раствор для инъекций: 50 мг/мл
тиамин|Thiaminum|A11DA01|vitamins||раствор для инъекций: 50 мг/мл
пиридоксин|Pyridoxinum|A11HA02|vitamins||раствор для инъекций: 50 мг/мл; таблетки: 10 мг
кальция карбонат|Calcii carbonas|A12AA04|minerals||таблетки жевательные: 500 мг
алендроновая кислота|Acidum alendronicum|M05BA04|bisphosphonates||таблетки: 70 мг
прогестерон|Progesteronum|G03DA04|sex-hormones||капсулы: 100 мг, 200 мг
дидрогестерон|Dydrogesteronum|G03DB01|sex-hormones||таблетки: 10 мг
тамсулозин|Tamsulosinum|G04CA02|alpha-blockers||капсулы: 0,4 мг
финастерид|Finasteridum|G04CB01|bph-other||таблетки: 5 мг
солифенацин|Solifenacinum|G04BD08|urinary-spasmolytics||таблетки: 5 мг, 10 мг
силденафил|Sildenafilum|G04BE03|pde5-inhibitors||таблетки: 25 мг, 50 мг, 100 мг
окситоцин|Oxytocinum|H01BB02|uterotonics||раствор для инъекций: 5 МЕ/мл
аллопуринол|Allopurinolum|M04AA01|antigout||таблетки: 100 мг, 300 мг
колхицин|Colchicinum|M04AC01|antigout||таблетки: 0,5 мг, 1 мг
`
