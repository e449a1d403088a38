// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_sheet.h"
#include "app/print/sheets.h"
#include "ui/contracts/contract_editor.h"

namespace foyer {

ContractEditor::ContractEditor(Database& database, ItemId contract, QWidget* parent)
    : ContractEditor{database, contract,
                     [](const contracts::Prepared& prepared) {
                         print::ContractSheet sheet = contracts::sheetToSign(prepared);
                         sheet.letterhead = print::letterheadOf(prepared.brand);
                         sheet.paper = print::paperOf(prepared.brand);
                         return print::contractPdf(sheet);
                     },
                     parent}
{
}

} // namespace foyer
