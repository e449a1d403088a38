// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/address_book/contact_list_model.h"

namespace foyer {

/// Lines and cells for the clipboard, with a line of headings. A cell that a spreadsheet would take for a
/// formula is quoted with an apostrophe; phone numbers stay as they are.
QString toTsv(const ContactListModel& model, const std::vector<contacts::ContactRow>& rows,
              const std::vector<ContactListModel::Column>& columns);

} // namespace foyer
