// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with the items of a job.
#include "ui/jobs/items_section.h"

#include "app/contracts/contract_store.h"
#include "app/items/evidence.h"
#include "app/items/item_store.h"
#include "app/orders/order_store.h"
#include "ui/address_book/ask.h"
#include "ui/common/job_words.h"
#include "ui/common/words.h"
#include "ui/jobs/contact_finder.h"
#include "ui/theme/metrics.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QSaveFile>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// A file as it was found on the disk.
struct Found
{
    QString name;
    QByteArray bytes;
    QString problem; ///< one sentence; empty: it was read
};

Found readFile(const QString& path)
{
    const QFileInfo info{path};
    Found found{info.fileName(), {}, {}};
    if (info.isDir()) {
        found.problem = ItemsSection::tr("“%1” is a folder. Choose the files in it.").arg(found.name);
        return found;
    }
    if (info.size() > files::largestBytes) { // before reading gigabytes
        found.problem =
            ItemsSection::tr("“%1” has %2; a file kept with a job has at most %3. Make it smaller, or give "
                             "clients a link to it instead.")
                .arg(found.name, words::fileSize(info.size()), words::fileSize(files::largestBytes));
        return found;
    }
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly)) {
        found.problem = ItemsSection::tr("“%1” could not be read: %2").arg(found.name, file.errorString());
        return found;
    }
    found.bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        found.problem = ItemsSection::tr("“%1” could not be read: %2").arg(found.name, file.errorString());
    return found;
}

/// In the way of its kind, which may have more to it than the state.
Result<void> makeVoid(Transaction& transaction, ItemId id, ItemKind kind)
{
    switch (kind) {
    case ItemKind::Order:
        return orders::voidOrder(transaction, id);
    case ItemKind::Contract:
        return contracts::makeVoid(transaction, id, {});
    case ItemKind::Questionnaire:
    case ItemKind::Invoice:
    case ItemKind::File:
        break;
    }
    if (const auto done = items::setState(transaction, id, ItemState::Void); !done)
        return done;
    return evidence::append(transaction, id, {u"voided"_s, {}, {}});
}

} // namespace

void ItemsSection::chooseFiles()
{
    auto* dialog = new QFileDialog{this, tr("Add Files")};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &ItemsSection::addFiles);
    dialog->open();
}

void ItemsSection::addFiles(const QStringList& paths)
{
    if (!m_job || paths.isEmpty())
        return;
    if (m_reading.isRunning()) {
        Q_EMIT said(tr("The files before these are still being read. Add these again in a moment."));
        return;
    }
    m_reading.run(
        [paths](const BackgroundJob::Report& report) {
            std::vector<Found> all;
            for (const QString& path : paths) {
                all.push_back(readFile(path));
                if (!report(qint64(all.size()), paths.size()))
                    break;
            }
            return all;
        },
        [this, job = *m_job](const std::vector<Found>& all) {
            QStringList problems;
            std::vector<Found> good;
            for (const Found& one : all) {
                if (one.problem.isEmpty())
                    good.push_back(one);
                else
                    problems.append(one.problem);
            }
            if (good.empty()) {
                Q_EMIT said(problems.join(u' '));
                return;
            }
            m_edits.database().writeLater(
                Actor::studio(), this,
                [job, good](Transaction& transaction) -> Result<std::vector<ItemId>> {
                    std::vector<ItemId> added;
                    for (const Found& one : good) {
                        const auto id = files::add(transaction, job, one.name, one.bytes);
                        if (!id)
                            return fail(id.error());
                        added.push_back(*id);
                    }
                    return added;
                },
                [this, problems](const Result<std::vector<ItemId>>& added) {
                    if (!added) {
                        // What the store says of a file is a sentence for people.
                        Q_EMIT said(added.error().fault == Fault::Invalid
                                        ? added.error().detail
                                        : words::fault(added.error().fault));
                        return;
                    }
                    const int count = int(added->size());
                    const auto each = [ids = *added](auto work) {
                        return [ids, work](Transaction& transaction) -> Result<void> {
                            for (const ItemId id : ids) {
                                if (const auto done = work(transaction, id); !done)
                                    return done;
                            }
                            return {};
                        };
                    };
                    QStringList sentences{
                        tr("%n file(s) added. Nobody sees them before you share them.", nullptr, count)};
                    sentences.append(problems);
                    m_edits.remember({tr("Add %n File(s)", nullptr, count), each(items::restore),
                                      each(items::moveToBin), sentences.join(u' ')});
                });
        });
}

void ItemsSection::saveCopy(const Item& item)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto* dialog = new QFileDialog{this, tr("Save a Copy"), folder};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(item.title);
    connect(dialog, &QFileDialog::fileSelected, this, [this, item](const QString& path) {
        const auto bytes =
            m_edits.database().read([&](const Snapshot& snapshot) { return files::read(snapshot, item.id); });
        if (!bytes) {
            Q_EMIT failed(bytes.error());
            return;
        }
        QSaveFile file{path};
        const bool isSaved =
            file.open(QIODevice::WriteOnly) && file.write(*bytes) == bytes->size() && file.commit();
        Q_EMIT said(isSaved ? tr("Saved as %1").arg(QFileInfo{path}.fileName())
                            : tr("Not saved: %1").arg(file.errorString()));
    });
    dialog->open();
}

void ItemsSection::rename(const Item& item)
{
    auto* dialog = new QInputDialog{this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename File"));
    dialog->setLabelText(tr("Name of the file, as clients it is shared with save it"));
    dialog->setTextValue(item.title);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, id = item.id, before = item.title](const QString& name) {
                if (name.trimmed().isEmpty() || name == before)
                    return;
                m_edits.perform({tr("Rename %1").arg(before),
                                 [id, name](Transaction& t) { return files::rename(t, id, name); },
                                 [id, before](Transaction& t) { return files::rename(t, id, before); },
                                 tr("Renamed")});
            });
    dialog->open();
}

void ItemsSection::setShared(const Item& item, const Person& with, bool isShared)
{
    const auto share = [id = item.id, contact = with.id](Transaction& transaction) {
        return files::shareWith(transaction, id, contact);
    };
    const auto unshare = [id = item.id, contact = with.id](Transaction& transaction) {
        return files::unshareFrom(transaction, id, contact);
    };
    if (isShared)
        m_edits.perform({tr("Share %1 with %2").arg(item.title, with.name), share, unshare,
                         tr("%1 is in the portal of %2 now", "file, name").arg(item.title, with.name)});
    else
        m_edits.perform({tr("Stop Sharing %1 with %2").arg(item.title, with.name), unshare, share,
                         tr("%1 does not see %2 any more", "name, file").arg(with.name, item.title)});
}

void ItemsSection::shareWithSomebodyElse(const Item& item)
{
    auto* dialog = new QDialog{this};
    dialog->setObjectName(u"shareDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Share With"));
    auto* intro = new QLabel{tr("Who shall find “%1” in their portal?").arg(item.title)};
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);
    auto* finder = new ContactFinder{m_edits.database(), ContactKind::Person};
    finder->setAccessibleName(intro->text());
    finder->setPlaceholderText(tr("Type a part of the name"));
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(finder, &ContactFinder::chosen, dialog, [this, dialog, item](ContactId id, const QString& name) {
        setShared(item, {id, name}, true);
        dialog->accept();
    });
    auto* layout = new QVBoxLayout{dialog};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(intro);
    layout->addWidget(finder);
    layout->addWidget(buttons);
    dialog->resize(420, dialog->sizeHint().height());
    dialog->open();
}

void ItemsSection::remove(const Item& item)
{
    m_edits.perform({tr("Delete %1").arg(item.title),
                     [id = item.id](Transaction& transaction) { return items::moveToBin(transaction, id); },
                     [id = item.id](Transaction& transaction) { return items::restore(transaction, id); },
                     tr("%1 deleted").arg(item.title)});
}

void ItemsSection::askToVoid(const Item& item)
{
    Question question;
    question.title = tr("Void %1").arg(words::itemKind(item.kind));
    question.text = tr("Take back “%1”?").arg(item.title);
    question.details =
        tr("It stays in your records as void, and nobody can sign, accept or answer it any more. "
           "This cannot be undone.");
    question.accept = tr("&Void");
    question.weight = Question::Weight::Dangerous;
    ask(window(), question, this, [this, id = item.id, kind = item.kind, title = item.title] {
        m_edits.database().writeLater(
            Actor::studio(), this,
            [id, kind](Transaction& transaction) { return makeVoid(transaction, id, kind); },
            [this, title](const Result<void>& done) {
                if (done)
                    Q_EMIT said(tr("%1 is void").arg(title));
                else
                    Q_EMIT failed(done.error());
            });
    });
}

} // namespace foyer
