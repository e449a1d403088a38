// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/address_book/contact_draft.h"

#include <QDialog>

namespace foyer {

/// Somebody saved the same fields of the same contact meanwhile: shows both sides and lets choose. Closing it
/// goes on with the editing.
class SaveConflictDialog : public QDialog
{
    Q_OBJECT

public:
    SaveConflictDialog(const QString& name, const MergedDraft& merged, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const foyer::ContactDraft& draft);
};

} // namespace foyer
