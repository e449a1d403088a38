// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract_store.h"
#include "app/items/item_store.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace foyer {

/// What is missing before it can be sent, who has signed, and what was sent when.
class ContractStatus : public QWidget
{
    Q_OBJECT

public:
    explicit ContractStatus(QWidget* parent = nullptr);

    /// @param problems  sentences; empty: it can be sent
    /// @param isChanged  the text differs from what was sent last
    /// @param isShown  there is something to say: it can still be sent, or sent again
    void setReadiness(const QStringList& problems, bool isShown, bool isChanged);
    void setContract(const contracts::Contract& contract, const std::vector<items::Version>& versions);

Q_SIGNALS:
    void versionWanted(foyer::VersionId version, int number);

private:
    void addSignature(const contracts::Signer& signer, bool isOpen);
    void addVersion(const items::Version& version, const contracts::Contract& contract);

    QWidget* m_readinessBox;
    QLabel* m_readiness;
    QWidget* m_signatures;
    QVBoxLayout* m_signatureRows;
    QWidget* m_versions;
    QVBoxLayout* m_versionRows;
};

} // namespace foyer
