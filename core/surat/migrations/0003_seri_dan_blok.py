"""Each letter knows the counter its number came from; each number of a block is a row."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def isi_penghitung(apps, schema_editor):
    """Until now each register of each office counted by itself: the counter of a letter is that of its own register."""
    Surat, Penghitung = apps.get_model("surat", "Surat"), apps.get_model("surat", "Penghitung")
    Penghitung.objects.update(puncak=F("terakhir"))
    sendiri = Penghitung.objects.filter(unit=OuterRef("unit"), register=OuterRef("register"), tahun=OuterRef("tahun"))
    Surat.objects.update(penghitung=Subquery(sendiri.values("pk")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('surat', '0002_tanda_tangan_lengkap'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='suratkertas',
            options={'ordering': ['penghitung', 'urut'], 'verbose_name_plural': 'surat kertas'},
        ),
        migrations.RemoveConstraint(
            model_name='suratkertas',
            name='surat_kertas_satu_nomor',
        ),
        migrations.RemoveConstraint(
            model_name='suratkertas',
            name='surat_kertas_terpakai_terisi',
        ),
        migrations.AddField(
            model_name='bloknomor',
            name='jenis',
            field=models.CharField(choices=[('kertas', 'Untuk surat kertas'), ('lewati', 'Dilewati')], default='kertas', max_length=10),
        ),
        migrations.AddField(
            model_name='bloknomor',
            name='penghitung',
            field=models.ForeignKey(default=0, on_delete=django.db.models.deletion.PROTECT, related_name='blok', to='surat.penghitung'),
            preserve_default=False,  # nothing has written to this table so far
        ),
        migrations.AddField(
            model_name='penghitung',
            name='puncak',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='serinomor',
            name='alasan',
            field=models.CharField(blank=True, default='', max_length=300),
        ),
        migrations.AddField(
            model_name='serinomor',
            name='ditetapkan',
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.AddField(
            model_name='serinomor',
            name='ditetapkan_oleh',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='surat',
            name='dibatalkan_oleh',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='surat',
            name='penghitung',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='surat', to='surat.penghitung'),
        ),
        migrations.RunPython(isi_penghitung, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='surat',
            name='penghitung',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surat', to='surat.penghitung'),
        ),
        migrations.AddField(
            model_name='suratkertas',
            name='penghitung',
            field=models.ForeignKey(default=0, on_delete=django.db.models.deletion.PROTECT, related_name='kertas', to='surat.penghitung'),
            preserve_default=False,  # nothing has written to this table so far
        ),
        migrations.AlterField(
            model_name='bloknomor',
            name='dibuat_oleh',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='suratkertas',
            name='dicatat',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='suratkertas',
            name='dicatat_oleh',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='suratkertas',
            name='status',
            field=models.CharField(choices=[('belum', 'Belum dicatat'), ('terpakai', 'Dipakai surat kertas'), ('batal', 'Tidak dipakai')], default='belum', max_length=10),
        ),
        migrations.AlterField(
            model_name='suratkertas',
            name='tanggal',
            field=models.DateField(),
        ),
        migrations.AddIndex(
            model_name='surat',
            index=models.Index(fields=['penghitung', 'tanggal'], name='surat_buku_tanggal'),
        ),
        migrations.AddIndex(
            model_name='surat',
            index=models.Index(fields=['unit', 'penghitung'], name='surat_buku_kantor'),
        ),
        migrations.AddIndex(
            model_name='suratkertas',
            index=models.Index(fields=['penghitung', 'tanggal'], name='kertas_buku_tanggal'),
        ),
        migrations.AddConstraint(
            model_name='bloknomor',
            constraint=models.CheckConstraint(condition=models.Q(('jenis', 'lewati'), ('dibuat_oleh__isnull', False), _connector='OR'), name='blok_kertas_berpembuat'),
        ),
        migrations.AddConstraint(
            model_name='surat',
            constraint=models.UniqueConstraint(fields=('penghitung', 'urut'), name='surat_satu_urut_seri'),
        ),
        migrations.AddConstraint(
            model_name='suratkertas',
            constraint=models.UniqueConstraint(fields=('penghitung', 'urut'), name='surat_kertas_satu_nomor'),
        ),
        migrations.AddConstraint(
            model_name='suratkertas',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['belum', 'terpakai', 'batal'])), name='surat_kertas_status_dikenal'),
        ),
        migrations.AddConstraint(
            model_name='suratkertas',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'terpakai'), _negated=True), models.Q(models.Q(('perihal', ''), _negated=True), ('dicatat__isnull', False)), _connector='OR'), name='surat_kertas_terpakai_terisi'),
        ),
    ]
